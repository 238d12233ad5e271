package dev.berth.cli;

import dev.berth.api.Code;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth error}. */
final class ErrorCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("Explains an error code: its name, Windows' text, and what it says about ports.");
        Positionals.one(
                spec,
                "CODE",
                Stream.of(Code.values()).map(Code::name).toList(),
                "A number such as 32, or a name such as ERROR_SHARING_VIOLATION.");
    }

    @Override
    public Answer run(Call call) {
        List<String> rest = call.words().rest();
        if (rest.isEmpty()) {
            throw new UsageException("missing words: CODE, such as 32 or ERROR_SHARING_VIOLATION");
        }
        return Answer.shown(new CodeView(code(rest.getFirst())));
    }

    private static Code code(String word) {
        String name = word.toUpperCase(Locale.ROOT);
        for (Code code : Code.values()) {
            if (code.name().equals(name) || Integer.toString(code.number()).equals(word)) {
                return code;
            }
        }
        String numbers = Stream.of(Code.values())
                .map(known -> Integer.toString(known.number()))
                .collect(Collectors.joining(", "));
        throw new UsageException("'" + word + "' is no error code that Berth knows; these are " + numbers);
    }
}
