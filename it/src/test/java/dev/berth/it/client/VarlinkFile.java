package dev.berth.it.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An interface of Varlink, as far as ours goes: what its types, methods and errors have as members.
 *
 * @param name the interface
 * @param types by their names
 * @param parameters what each method takes
 * @param answers what each method gives
 * @param errors by their names
 */
record VarlinkFile(
        String name,
        Map<String, List<Member>> types,
        Map<String, List<Member>> parameters,
        Map<String, List<Member>> answers,
        Map<String, List<Member>> errors) {
    static final Path OURS = Path.of(
            System.getProperty("berth.root"), "daemon/src/main/resources/dev/berth/daemon/dev.berth.Ports.varlink");

    private static final Pattern COMMENT = Pattern.compile("#.*");
    private static final Pattern INTERFACE = Pattern.compile("interface\\s+([\\w.]+)");
    private static final Pattern ITEM = Pattern.compile(
            "(type|method|error)\\s+(\\w+)\\s*\\(([^)]*)\\)(?:\\s*->\\s*\\(([^)]*)\\))?", Pattern.DOTALL);
    private static final Pattern MEMBER = Pattern.compile("(\\w+)\\s*:\\s*(\\??)((?:\\[\\])?)(\\w+)");

    /** A member: its name, whether it may be missing, whether there are several, and of which type. */
    record Member(String name, boolean optional, boolean list, String type) {}

    static VarlinkFile read(Path file) throws IOException {
        String text = COMMENT.matcher(Files.readString(file)).replaceAll("");
        Matcher name = INTERFACE.matcher(text);
        if (!name.find()) {
            throw new AssertionError(file + " names no interface");
        }
        VarlinkFile read = new VarlinkFile(
                name.group(1),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>());
        String rest = ITEM.matcher(text.substring(name.end())).replaceAll(item -> {
            read.add(item.group(1), item.group(2), item.group(3), item.group(4));
            return "";
        });
        if (!rest.isBlank()) {
            throw new AssertionError(file + ": cannot read " + rest.strip());
        }
        return read;
    }

    List<Member> parametersOf(String method) {
        return Objects.requireNonNull(parameters.get(method), method);
    }

    List<Member> answersOf(String method) {
        return Objects.requireNonNull(answers.get(method), method);
    }

    List<Member> type(String type) {
        return Objects.requireNonNull(types.get(type), type);
    }

    private void add(String kind, String item, String inside, String answer) {
        switch (kind) {
            case "type" -> types.put(item, members(inside));
            case "error" -> errors.put(item, members(inside));
            default -> {
                parameters.put(item, members(inside));
                answers.put(item, members(answer));
            }
        }
    }

    private static List<Member> members(String text) {
        List<Member> members = new ArrayList<>();
        String rest = MEMBER.matcher(text).replaceAll(member -> {
            members.add(new Member(
                    member.group(1),
                    !member.group(2).isEmpty(),
                    !member.group(3).isEmpty(),
                    member.group(4)));
            return "";
        });
        if (!rest.replace(',', ' ').isBlank()) {
            throw new AssertionError("cannot read the members " + text);
        }
        return members;
    }
}
