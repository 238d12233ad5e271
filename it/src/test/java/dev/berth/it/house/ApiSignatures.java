package dev.berth.it.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Ports in signatures are ints: a short, char, byte array or buffer could hold either byte order, and somebody would mix them up. */
final class ApiSignatures {
    private static final Set<String> MIXABLE =
            Set.of("short", "char", "byte[]", "short[]", "char[]", "java.nio.ByteBuffer");

    private ApiSignatures() {}

    static List<String> mixable(Iterable<JavaClass> types) {
        return StreamSupport.stream(types.spliterator(), false)
                .flatMap(ApiSignatures::mixable)
                .sorted()
                .toList();
    }

    private static Stream<String> mixable(JavaClass type) {
        return type.getMembers().stream()
                .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED))
                .flatMap(member -> named(member)
                        .filter(used -> MIXABLE.contains(used.getName()) || MIXABLE.contains(sourceName(used)))
                        .map(used -> member.getFullName() + " names " + sourceName(used)));
    }

    private static Stream<JavaClass> named(JavaMember member) {
        return switch (member) {
            case JavaField field -> Stream.of(field.getRawType());
            case JavaCodeUnit unit ->
                Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream());
            default -> throw new IllegalArgumentException("neither field nor code: " + member.getFullName());
        };
    }

    private static String sourceName(JavaClass type) {
        return type.isArray() ? type.getComponentType().getName() + "[]" : type.getName();
    }
}
