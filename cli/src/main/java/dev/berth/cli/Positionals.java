package dev.berth.cli;

import dev.berth.api.Protocol;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The words of a command that are no options. To picocli none is required: what is missing is for {@link Target} to
 * say, because a name stands for two or three words.
 */
final class Positionals {
    private static final List<String> FILTER_WORDS = List.of(
            "state",
            "src",
            "dst",
            "sport",
            "dport",
            "and",
            "or",
            "not",
            "owner",
            "user",
            "unit",
            "idle",
            "reservation",
            "dev",
            "cookie");
    private static final String INDENT = " ".repeat("Usage: ".length());

    private Positionals() {}

    /** {@code PROTOCOL BLOCK}. */
    static void exactBlock(CommandSpec spec) {
        synopsis(spec, "PROTOCOL BLOCK");
        add(spec, "0", "PROTOCOL", protocols(), "tcp, udp or tcp+udp: both pools as one.");
        add(spec, "1..2", "BLOCK", List.of(), Blocks.FORMS + " as two words.");
    }

    /** {@code PROTOCOL BLOCK} or {@code [PROTOCOL] NAME}. */
    static void blockOrName(CommandSpec spec) {
        synopsis(spec, "PROTOCOL BLOCK", "[PROTOCOL] NAME");
        add(spec, "0", "PROTOCOL", protocols(), "tcp, udp or tcp+udp, as it was created.");
        add(spec, "1..2", "BLOCK", List.of(), Blocks.FORMS + " as two words: exactly as it was created; or its name.");
    }

    /** {@code PROTOCOL -- COMMAND}. */
    static void protocolAndCommand(CommandSpec spec) {
        synopsis(spec, "PROTOCOL -- COMMAND [WORD]...");
        add(spec, "0", "PROTOCOL", protocols(), "tcp, udp or tcp+udp: both pools as one.");
        spec.addPositional(PositionalParamSpec.builder()
                .index("1..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("COMMAND")
                .hideParamSyntax(true)
                .completionCandidates(List.of())
                .description("The command that is to have the ports, with its words.")
                .build());
    }

    /** {@code [PROTOCOL] BLOCK} or {@code TOKEN}. */
    static void blockOrToken(CommandSpec spec) {
        synopsis(spec, "[PROTOCOL] BLOCK", "TOKEN");
        add(spec, "0", "PROTOCOL", protocols(), "tcp, udp or tcp+udp, as it was acquired.");
        add(
                spec,
                "1..2",
                "BLOCK",
                List.of(),
                Blocks.FORMS + " as two words: exactly as it was acquired; or its token.");
    }

    /** At most one word. */
    static void optional(CommandSpec spec, String label, List<String> candidates, String description) {
        synopsis(spec, "[" + label + "]");
        add(spec, "0", label, candidates, description);
    }

    /** One word. */
    static void one(CommandSpec spec, String label, List<String> candidates, String description) {
        synopsis(spec, label);
        add(spec, "0", label, candidates, description);
    }

    /** The words of a filter, as many as it takes. */
    static void filter(CommandSpec spec, String synopsis) {
        synopsis(spec, synopsis);
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("FILTER")
                .hideParamSyntax(true)
                .completionCandidates(FILTER_WORDS)
                .description("Which entries, in the words of ss(8), such as sport = :8080, or state listening and dst"
                        + " 10.0.0.0/8. Quote parentheses and !. All words are in docs/filters.md.")
                .build());
    }

    private static void synopsis(CommandSpec spec, String... forms) {
        String[] lines = new String[forms.length];
        for (int i = 0; i < forms.length; i++) {
            lines[i] = (i == 0 ? "" : INDENT) + "berth " + spec.name() + " [OPTIONS] " + forms[i];
        }
        spec.usageMessage().customSynopsis(lines);
    }

    private static void add(CommandSpec spec, String index, String label, List<String> candidates, String description) {
        spec.addPositional(PositionalParamSpec.builder()
                .index(index)
                .arity(index.equals("0") ? "0..1" : "0..2")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .hideParamSyntax(true)
                .completionCandidates(candidates)
                .description(description)
                .build());
    }

    private static List<String> protocols() {
        List<String> labels = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            labels.add(protocol.label());
        }
        return labels;
    }
}
