package dev.berth.kernel.netlink;

import static dev.berth.kernel.netlink.ScriptedWire.message;
import static dev.berth.kernel.netlink.ScriptedWire.number;
import static dev.berth.kernel.netlink.ScriptedWire.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.kernel.SyscallException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final int TYPE = InetDiag.SOCK_DIAG_BY_FAMILY;
    private static final int QUESTION = 7;

    private final List<Integer> taken = new ArrayList<>();
    private final Answer answer = answer(false);

    @Test
    void messagesAreTakenUntilTheLast() throws Exception {
        assertThat(answer.take(together(found(1), found(2)))).isTrue();
        assertThat(answer.take(together(found(3), message(Netlink.NLMSG_DONE, 0, QUESTION, number(0)), found(4))))
                .isFalse();
        assertThat(taken).containsExactly(1, 2, 3);
    }

    @Test
    void ofASingleAnswerOneMessageIsAll() throws Exception {
        assertThat(answer(true).take(together(found(1), found(2)))).isFalse();
        assertThat(taken).containsExactly(1);
    }

    @Test
    void theRestOfAnotherAnswerIsPassedOver() throws Exception {
        assertThat(answer.take(together(
                        message(TYPE, 0, QUESTION - 1, number(1)),
                        message(Netlink.NLMSG_DONE, 0, QUESTION - 1, number(-105)),
                        message(TYPE + 1, 0, QUESTION, number(2)))))
                .isTrue();
        assertThat(taken).isEmpty();
    }

    @Test
    void anErrorIsNamed() {
        for (int type : List.of(Netlink.NLMSG_ERROR, Netlink.NLMSG_DONE)) {
            assertThatExceptionOfType(SyscallException.class)
                    .isThrownBy(() -> answer.take(together(message(type, 0, QUESTION, number(-1)))))
                    .withMessage("SOCK_DIAG_BY_FAMILY sock_diag tcp: EPERM");
        }
    }

    @Test
    void aListingThatChangedIsNone() {
        ByteBuffer datagram = together(message(TYPE, Netlink.NLM_F_DUMP_INTR, QUESTION, number(1)));
        assertThatExceptionOfType(Answer.Interrupted.class).isThrownBy(() -> answer.take(datagram));
        assertThat(taken).isEmpty();
    }

    private Answer answer(boolean single) {
        return new Answer(QUESTION, TYPE, single, "SOCK_DIAG_BY_FAMILY", "sock_diag tcp", (bytes, start, end) -> {
            assertThat(end - start).isEqualTo(Integer.BYTES);
            taken.add(bytes.getInt(start));
        });
    }

    private static byte[] found(int content) {
        return message(TYPE, 0, QUESTION, number(content));
    }
}
