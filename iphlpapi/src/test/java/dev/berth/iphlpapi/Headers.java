package dev.berth.iphlpapi;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What this room says of the Windows headers, in the lines of its golden files. */
final class Headers {
    /** {@code STRUCTURE FIELD OFFSET SIZE}, and {@code STRUCTURE sizeof 0 SIZE}, of every layout there is. */
    static List<String> layouts() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Class<?> type : types()) {
            for (Field field : constants(type, Layout.class)) {
                Layout layout = (Layout) value(field);
                layout.fields()
                        .forEach(
                                of -> lines.add(layout.name() + " " + of.name() + " " + of.offset() + " " + of.size()));
                lines.add(layout.name() + " sizeof 0 " + layout.size());
            }
        }
        return lines.stream().sorted().toList();
    }

    /** {@code NAME NUMBER} of every constant there is, unsigned. */
    @SuppressWarnings("EnumOrdinal") // a constant's place is its number in C
    static List<String> constants() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Class<?> type : types()) {
            if (type.isEnum()) {
                for (Object constant : type.getEnumConstants()) {
                    lines.add(constant + " " + ((Enum<?>) constant).ordinal());
                }
            }
            if (Modifier.isPublic(type.getModifiers())) {
                for (Field field : constants(type, int.class)) {
                    lines.add(field.getName() + " " + Integer.toUnsignedString((int) value(field)));
                }
                for (Field field : constants(type, long.class)) {
                    lines.add(field.getName() + " " + Long.toUnsignedString((long) value(field)));
                }
            }
        }
        return lines.stream().filter(line -> !line.startsWith("SIZE ")).sorted().toList();
    }

    /** The lines of a file of the tests. */
    static List<String> golden(String name) throws IOException {
        try (var file = Headers.class.getResourceAsStream("/" + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .sorted()
                    .toList();
        }
    }

    private static List<Class<?>> types() throws IOException {
        try {
            Path classes = Path.of(Layout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            List<Class<?>> types = new ArrayList<>();
            try (Stream<Path> files = Files.list(classes.resolve("dev/berth/iphlpapi"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".class")).toList()) {
                    String name = classes.relativize(file).toString().replace('/', '.');
                    types.add(Class.forName(name.substring(0, name.length() - ".class".length())));
                }
            }
            return types;
        } catch (URISyntaxException | ClassNotFoundException gone) {
            throw new IOException(gone);
        }
    }

    private static List<Field> constants(Class<?> type, Class<?> of) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && !Modifier.isPrivate(field.getModifiers()))
                .filter(field -> field.getType() == of)
                .toList();
    }

    private static Object value(Field field) {
        try {
            return Objects.requireNonNull(field.get(null));
        } catch (IllegalAccessException closed) {
            throw new AssertionError(closed);
        }
    }

    private Headers() {}
}
