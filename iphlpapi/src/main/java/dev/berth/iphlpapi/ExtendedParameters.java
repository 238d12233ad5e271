package dev.berth.iphlpapi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the functions of extended tables take besides the place of the table. */
final class ExtendedParameters {
    /** What is wrong with them, if anything is. */
    static Optional<String> problem(int family, @Nullable Enum<?> tableClass, int reserved) {
        if (tableClass == null) {
            return Optional.of("TableClass is null");
        }
        if (tableClass.name().contains("OWNER_MODULE")) {
            return Optional.of("TableClass is " + tableClass + ", and Berth knows no modules of owners");
        }
        if (family != WinSock2.AF_INET && family != WinSock2.AF_INET6) {
            return Optional.of("ulAf is " + family + ", neither AF_INET (2) nor AF_INET6 (23)");
        }
        return reserved == 0 ? Optional.empty() : Optional.of("Reserved is " + reserved + ", and has to be 0");
    }

    private ExtendedParameters() {}
}
