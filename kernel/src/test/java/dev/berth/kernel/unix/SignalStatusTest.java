package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignalStatusTest {
    private static final String FILE = "/proc/7/status";
    private static final String TEXT =
            "Name:\tSigBlk\nSigBlk:\t8000000000000000\nSigIgn:\t0000000000001000\nSigCgt:\t0000000000000001\nCapInh:\t0\n";

    @Test
    void eachLineIsAMask() throws Exception {
        assertThat(SignalStatus.parse(FILE, TEXT)).isEqualTo(new SignalStatus(1L << 63, 1L << 12, 1));
    }

    @Test
    void whatIsMissingIsNamed() {
        for (String line : List.of("SigBlk", "SigIgn", "SigCgt")) {
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> SignalStatus.parse(FILE, TEXT.replace("\n" + line, "\nOther")))
                    .withMessage(FILE + ": no line " + line);
        }
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> SignalStatus.parse(FILE, TEXT.replace("0000000000001000", "none")));
    }
}
