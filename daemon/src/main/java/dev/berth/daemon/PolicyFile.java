package dev.berth.daemon;

import dev.berth.api.PortBlock;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import dev.berth.daemon.Policy.Specific;
import dev.berth.engine.Quota;
import dev.berth.kernel.Accounts;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The policy in a file:
 *
 * <pre>{@code
 * {
 *   "administrators": { "users": ["root"], "groups": ["berth"] },
 *   "runtime": { "blocks": 64, "ports": 1024, "range": "20000-29999", "specific": "unprivileged" }
 * }
 * }</pre>
 *
 * What is missing is as usual: as here, except that no range is chosen. What makes no sense is refused with the file, the
 * member and the rule, and berthd does not start: a policy that is half understood is none.
 */
final class PolicyFile {
    private static final String USERS = "users";
    private static final String GROUPS = "groups";
    private static final String BLOCKS = "blocks";
    private static final String PORTS = "ports";
    private static final String RANGE = "range";
    private static final String SPECIFIC = "specific";

    /** Thousands of times what a policy takes. */
    private static final int LONGEST = 1 << 20;

    private PolicyFile() {}

    /**
     * A policy, and what an administrator should know about it.
     *
     * @param policy the policy
     * @param warnings sentences
     */
    record Reading(Policy policy, List<String> warnings) {
        /** A reading whose list is its own. */
        Reading {
            warnings = List.copyOf(warnings);
        }
    }

    /** The usual policy, where there is no file at this place; else the file's. */
    static Reading readIfThere(Path file, Accounts accounts) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? read(file, accounts)
                : policy(new JsonObject(), accounts);
    }

    /** The policy of a file, which has to be there. */
    static Reading read(Path file, Accounts accounts) throws IOException {
        try {
            return policy(JsonObject.parse(RootsFile.read(file, LONGEST)), accounts);
        } catch (NoSuchFileException none) {
            throw unusable(file, "there is no such file", none);
        } catch (AccessDeniedException denied) {
            throw unusable(file, "this process may not read it; run berthd as root", denied);
        } catch (IOException unsound) {
            throw unusable(file, String.valueOf(unsound.getMessage()), unsound);
        }
    }

    private static Reading policy(JsonObject file, Accounts accounts) throws IOException {
        PolicySection whole = PolicySection.whole(file, "administrators", "runtime");
        PolicySection administrators = whole.section("administrators", USERS, GROUPS);
        PolicySection runtime = whole.section("runtime", BLOCKS, PORTS, RANGE, SPECIFIC);
        PolicyNames names = new PolicyNames(accounts);
        Policy policy = new Policy(
                new Administrators(
                        names.users(administrators, USERS, "root"), names.groups(administrators, GROUPS, "berth")),
                new Quota(
                        runtime.number(BLOCKS, PortBlock.MAX_PORT, Policy.USUAL_QUOTA.blocks()),
                        runtime.number(PORTS, PortBlock.MAX_PORT, Policy.USUAL_QUOTA.ports())),
                range(runtime),
                specific(runtime));
        return new Reading(policy, names.warnings());
    }

    private static Optional<PortBlock> range(PolicySection runtime) throws MalformedMessageException {
        Optional<String> text = runtime.text(RANGE);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String like = "is '" + text.get() + "', and has to be like 20000-29999";
        String[] ends = text.get().split("-", -1);
        try {
            PortBlock range = PortBlock.between(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
            if (ends.length != 2) {
                throw runtime.wrong(RANGE, like);
            }
            if (range.start() < Policy.FIRST_UNPRIVILEGED || range.last() > PortBlock.MAX_PORT) {
                throw runtime.wrong(
                        RANGE,
                        "is '" + text.get() + "', and has to lie between " + Policy.FIRST_UNPRIVILEGED + " and "
                                + PortBlock.MAX_PORT);
            }
            return Optional.of(range);
        } catch (NumberFormatException noNumber) {
            throw runtime.wrong(RANGE, like);
        } catch (IllegalArgumentException unsound) {
            throw runtime.wrong(RANGE, like + ": " + unsound.getMessage());
        }
    }

    private static Specific specific(PolicySection runtime) throws MalformedMessageException {
        Optional<String> word = runtime.text(SPECIFIC);
        if (word.isEmpty()) {
            return Policy.USUAL_SPECIFIC;
        }
        for (Specific one : Specific.values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(word.get())) {
                return one;
            }
        }
        throw runtime.wrong(SPECIFIC, "is '" + word.get() + "', and has to be none, range or unprivileged");
    }

    private static IOException unusable(Path file, String why, IOException cause) {
        return new IOException(
                "the policy " + file + " cannot be used: " + why
                        + "; berthd(8) describes the file, and without one the usual policy counts",
                cause);
    }
}
