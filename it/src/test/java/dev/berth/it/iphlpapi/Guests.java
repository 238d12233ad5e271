package dev.berth.it.iphlpapi;

import java.util.List;

/** Ordinary users, by numbers that no machine has given to anybody. */
final class Guests {
    static final int ALICE = 54_321;
    static final int EVE = 54_322;

    /** What a command line begins with that is run by one. */
    static String[] prefix(int user) {
        return List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups", "--inh-caps=-all")
                .toArray(String[]::new);
    }

    private Guests() {}
}
