package dev.berth.iphlpapi;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import java.util.Locale;

/** What the last call of each thread came to, and the error of its last call that failed. */
final class LastCall {
    private final ThreadLocal<Integer> error = ThreadLocal.withInitial(() -> Winerror.NO_ERROR);
    private final ThreadLocal<String> explanation =
            ThreadLocal.withInitial(() -> "this thread has called none of the functions yet");

    /** A call of the calling thread came to this; 0 or {@link WinSock2#SOCKET_ERROR}. */
    int is(String function, Outcome<String> answer) {
        Outcome<String> outcome = answer instanceof Outcome.Refused<String> refused
                ? Outcome.refused(SocketCode.of(refused.code()), refused.message())
                : answer;
        explanation.set(Explanation.of(function, outcome));
        if (outcome.code() == Code.NO_ERROR) {
            return 0;
        }
        error.set(outcome.code().number());
        return WinSock2.SOCKET_ERROR;
    }

    /** The number of the error; 0 where no call has failed. */
    int error() {
        return error.get();
    }

    String explanation() {
        return explanation.get();
    }

    /** What to call {@code WSAIoctl} with a control code. */
    static String ofIoctl(int dwIoControlCode) {
        String name = switch (dwIoControlCode) {
            case Mstcpip.SIO_ACQUIRE_PORT_RESERVATION -> "SIO_ACQUIRE_PORT_RESERVATION";
            case Mstcpip.SIO_RELEASE_PORT_RESERVATION -> "SIO_RELEASE_PORT_RESERVATION";
            case Mstcpip.SIO_ASSOCIATE_PORT_RESERVATION -> "SIO_ASSOCIATE_PORT_RESERVATION";
            default -> String.format(Locale.ROOT, "0x%08x", dwIoControlCode);
        };
        return "WSAIoctl(" + name + ")";
    }
}
