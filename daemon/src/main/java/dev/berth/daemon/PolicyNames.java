package dev.berth.daemon;

import dev.berth.client.varlink.MalformedMessageException;
import dev.berth.kernel.Accounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the numbers of the users and groups that a policy names. One that this machine does not have means nobody, and is
 * told about where it was written down: an account that was taken away must not keep everybody from their ports. For one
 * thread.
 */
final class PolicyNames {
    private static final long MAX_ID = 0xffff_fffeL;

    private final Accounts accounts;
    private final List<String> warnings = new ArrayList<>();

    PolicyNames(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Sentences about names that mean nobody. */
    List<String> warnings() {
        return warnings;
    }

    /** The users of a member, by name or number; a usual one where it is missing. */
    Set<Long> users(PolicySection section, String member, String usual) throws IOException {
        return numbers(section, member, usual, "user", accounts::uid);
    }

    /** The groups of a member, by name or number; a usual one where it is missing. */
    Set<Long> groups(PolicySection section, String member, String usual) throws IOException {
        return numbers(section, member, usual, "group", accounts::gid);
    }

    /** Looks a name up. */
    @FunctionalInterface
    private interface Lookup {
        OptionalLong of(String name) throws IOException;
    }

    private Set<Long> numbers(PolicySection section, String member, String usual, String kind, Lookup lookup)
            throws IOException {
        Optional<List<String>> written = section.texts(member);
        Set<Long> numbers = new HashSet<>();
        for (String name : written.orElse(List.of(usual))) {
            if (name.isBlank()) {
                throw section.wrong(member, "has a " + kind + " without a name");
            }
            if (isNumber(name)) {
                numbers.add(number(section, member, name));
                continue;
            }
            OptionalLong number = lookup.of(name);
            if (number.isPresent()) {
                numbers.add(number.getAsLong());
            } else if (written.isPresent()) {
                warnings.add("the policy names the " + kind + " " + name
                        + ", which this machine does not have: nobody is meant by it until there is one and berthd is"
                        + " started anew");
            }
        }
        return numbers;
    }

    private static long number(PolicySection section, String member, String digits) throws MalformedMessageException {
        // The largest one means "no change" to the kernel, and nobody.
        if (digits.length() > 10 || Long.parseLong(digits) > MAX_ID) {
            throw section.wrong(member, "has the number " + digits + ", which is not between 0 and " + MAX_ID);
        }
        return Long.parseLong(digits);
    }

    private static boolean isNumber(String name) {
        return name.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
