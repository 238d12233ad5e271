package dev.berth.maven;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that ports are to be reserved as. */
final class PortNames {
    private static final String CLASSPATH = "classpath:";

    private PortNames() {}

    /**
     * The names in the order in which they get their ports: those of the last list first, and those that were given
     * themselves last, as build-helper has it.
     *
     * @param given those that were given themselves
     * @param urls where others are listed
     * @param classpath where lists are that have no other place
     * @throws IllegalArgumentException if a list cannot be read, or there is no name, or one that cannot be used
     */
    static List<String> of(List<String> given, List<String> urls, ClassLoader classpath) {
        List<String> names = new ArrayList<>(given);
        for (String url : urls) {
            if (isEmpty(url)) {
                throw new IllegalArgumentException(
                        "urls has an empty one: say where names are listed, or leave it out");
            }
            names.addAll(0, listed(url, classpath));
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no name to reserve a port as: list property names in portNames,"
                            + " or in a file that urls names");
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            requireFilled(name);
            if (!seen.add(name)) {
                throw new IllegalArgumentException("the port name " + name + " is there twice, and a property holds one"
                        + " port: give each port a name of its own");
            }
        }
        return names;
    }

    /** Refuses a name that is blank or, as an empty element is here, null. */
    static void requireFilled(@Nullable String name) {
        if (isEmpty(name)) {
            throw new IllegalArgumentException("portNames has an empty name: give the name of a property");
        }
    }

    private static boolean isEmpty(@Nullable String element) {
        return element == null || element.isBlank();
    }

    private static List<String> listed(String url, ClassLoader classpath) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(located(url, classpath).openStream(), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "the list of port names " + url + " cannot be read (" + Reasons.of(unreadable)
                            + "): urls takes file:/PATH and other URLs, and classpath:PATH for what is among the"
                            + " plugin's dependencies",
                    unreadable);
        }
    }

    private static URL located(String url, ClassLoader classpath) throws IOException {
        if (!url.startsWith(CLASSPATH)) {
            return parsed(url);
        }
        String path = url.substring(CLASSPATH.length());
        URL found = classpath.getResource(path.startsWith("/") ? path.substring(1) : path);
        if (found == null) {
            throw new FileNotFoundException("the plugin and its dependencies have no such file");
        }
        return found;
    }

    @SuppressWarnings("deprecation") // what URI refuses, such as a blank in a path, is taken as ever
    private static URL parsed(String url) throws MalformedURLException {
        return new URL(url);
    }
}
