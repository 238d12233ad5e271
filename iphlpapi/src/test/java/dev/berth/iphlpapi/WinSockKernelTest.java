package dev.berth.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.testkit.Program;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WinSockKernelTest {
    /** Tries to make a socket, and prints what it is and the last error. */
    static final class Maker {
        private Maker() {}

        public static void main(String... words) {
            try (WinSock winSock = WinSock.ofThisMachine()) {
                long made = winSock.socket(WinSock2.AF_INET, WinSock2.SOCK_STREAM, WinSock2.IPPROTO_TCP);
                System.out.println((made == WinSock2.INVALID_SOCKET) + " " + winSock.WSAGetLastError());
            }
        }
    }

    @Test
    void whereForeignFunctionsAreDeniedSocketAnswersACode() throws IOException {
        assertThat(maker("--illegal-native-access=deny")).isEqualTo("true 10050\n");
        assertThat(maker("--enable-native-access=ALL-UNNAMED")).isEqualTo("false 0\n");
    }

    private static String maker(String access) throws IOException {
        return Program.of(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1", access)
                .and("-cp", System.getProperty("java.class.path"), Maker.class.getName())
                .expect(0)
                .out();
    }
}
