package dev.berth.cli;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Deny;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth acquire}. */
final class AcquireCommand implements Command {
    private static final String COUNT = "--count";
    private static final String START = "--start";

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("Acquires ports and becomes a command, which has them as long as it runs: it and its"
                        + " descendants may bind there, and no stranger. It finds them in its environment: BERTH_PORT"
                        + " (the first), BERTH_PORTS (9000-9003) and BERTH_TOKEN.");
        Positionals.protocolAndCommand(spec);
        spec.addOption(Options.value(COUNT, "N", "How many ports, one after the other; 1 by default."));
        spec.addOption(Options.value(START, "PORT", "The first of them; any that are free by default."));
        Terms.addRightsTo(
                spec,
                "Who else may bind inside, once for each: user:NAME, group:NAME or cgroup:/PATH.",
                "What others get when they bind: eacces (the default) or eaddrinuse.");
    }

    @Override
    public Answer run(Call call) {
        List<String> command = command(call.words());
        AcquireRequest request = request(call.words(), command.size());
        if (request.start().isEmpty() && call.places().range().isPresent()) {
            requireOwnChoice(call);
        }
        try (Ports ports = call.ports()) {
            return switch (ports.acquire(request)) {
                case Outcome.Refused<AcquiredBlock> refused -> new Answer.Refused(refused.code(), refused.message());
                case Outcome.Granted<AcquiredBlock>(AcquiredBlock block, List<String> warnings) -> {
                    call.printer().warn(warnings);
                    yield become(call.machine(), command, block, ports);
                }
            };
        }
    }

    /** No request tells berthd of a range. */
    private static void requireOwnChoice(Call call) {
        if (!call.machine().asksBerthd(call.places())) {
            return;
        }
        String why = "berthd chooses from the range of its policy, or takes a certain port with --start";
        if (call.words().value(Options.RANGE).isPresent()) {
            throw new UsageException(Options.RANGE + " is for administrators: " + why);
        }
        call.printer().warn(List.of(Places.RUNTIME_RANGE + " is for administrators: " + why));
    }

    private static Answer become(Machine machine, List<String> command, AcquiredBlock block, Ports ports) {
        try {
            machine.become(command, variables(block));
            return new Answer.Written(List.of(), Exit.DONE);
        } catch (IOException failed) {
            ports.release(block.token()); // whatever comes of it: it ends with this process
            return CommandFailure.of(command.getFirst(), failed, block);
        }
    }

    private static Map<String, String> variables(AcquiredBlock block) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("BERTH_PORT", Integer.toString(block.port(0)));
        variables.put("BERTH_PORTS", block.block().toString());
        variables.put("BERTH_TOKEN", block.token().toString());
        return variables;
    }

    private static List<String> command(Words words) {
        List<String> rest = words.rest();
        Optional<List<String>> command = words.afterDashes();
        if (command.isEmpty() && rest.size() > 1) {
            throw new UsageException("missing --: the command comes after it, berth acquire " + rest.getFirst() + " -- "
                    + String.join(" ", rest.subList(1, rest.size())));
        }
        return command.filter(given -> !given.isEmpty())
                .orElseThrow(() -> new UsageException(
                        "missing words: PROTOCOL -- COMMAND, such as tcp -- python3 -m http.server"));
    }

    private static AcquireRequest request(Words words, int ofCommand) {
        List<String> all = words.rest();
        List<String> own = all.subList(0, all.size() - ofCommand);
        if (own.isEmpty()) {
            throw new UsageException("missing words: PROTOCOL before --, such as tcp");
        }
        if (own.size() > 1) {
            throw new UsageException("one word too many before --: '" + own.get(1) + "'; a certain port is " + START
                    + "=PORT, several are " + COUNT + "=N");
        }
        return new AcquireRequest(
                Blocks.protocol(own.getFirst()),
                number(words, COUNT).orElse(1),
                number(words, START),
                Terms.consumers(words),
                Terms.deny(words).orElse(Deny.EACCES));
    }

    private static OptionalInt number(Words words, String option) {
        Optional<String> value = words.value(option);
        return value.isEmpty() ? OptionalInt.empty() : OptionalInt.of(number(option, value.get()));
    }

    /** A number that a block may have, though not a sound one. */
    private static int number(String option, String word) {
        boolean isNumber = !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
        String digits = isNumber ? word.replaceFirst("^0+(?=.)", "") : word;
        if (!isNumber || digits.length() > 5 || Integer.parseInt(digits) > PortBlock.MAX_PORT) {
            throw new UsageException(option + ": '" + word + "' is no number up to " + PortBlock.MAX_PORT);
        }
        return Integer.parseInt(digits);
    }
}
