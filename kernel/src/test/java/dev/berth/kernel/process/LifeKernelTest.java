package dev.berth.kernel.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.OwnerProcess;
import dev.berth.kernel.Life;
import dev.berth.kernel.ProcessTable;
import dev.berth.kernel.unix.LinuxAccounts;
import dev.berth.kernel.unix.ProcessStat;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whether a process lives, asked of real ones. */
class LifeKernelTest {
    private final ProcessTable table = new LinuxProcessTable(new LinuxAccounts());

    @Test
    void whatRunsLivesUntilItEndsAndIsNoZombieBefore() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        try {
            Life life = life(process.pid());
            assertThat(table.isAlive(life)).isTrue();
            assertThat(table.find(life)).map(OwnerProcess::pid).contains(life.pid());
            Life earlier = new Life(life.pid(), life.startTicks() - 1);
            assertThat(table.isAlive(earlier)).isFalse();
            assertThat(table.find(earlier)).isEmpty();
            assertThat(table.isAlive(Life.NOBODY)).isFalse();

            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(table.isAlive(life)).isFalse();
            assertThat(table.find(life)).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aZombieDoesNotLive() throws Exception {
        Process parent = new ProcessBuilder("python3", "-c", """
                import os, sys
                child = os.fork()
                if child == 0:
                    sys.stdin.read()
                    os._exit(0)
                os.close(0)
                os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
                print(child, flush=True)
                import signal
                signal.pause()
                """)
                .redirectErrorStream(true)
                .start();
        try {
            parent.getOutputStream().close();
            long child = Long.parseLong(parent.inputReader().readLine().strip());
            ProcessStat stat = ProcessStat.read("/proc/" + child + "/stat");
            assertThat(stat.state()).isEqualTo('Z');
            assertThat(table.isAlive(stat.life())).isFalse();
            assertThat(table.find(stat.life())).isEmpty();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void aProcessWhoseFirstThreadHasEndedLivesOnInAnother() throws Exception {
        Process process = new ProcessBuilder("python3", "-c", """
                import ctypes, os, signal, threading, time
                def other():
                    path = '/proc/%d/stat' % os.getpid()
                    while open(path).read().rsplit(') ', 1)[1][0] != 'Z':
                        time.sleep(0.001)
                    os.write(1, b'alone\\n')
                    signal.sigwait([signal.SIGUSR2])
                threading.Thread(target=other).start()
                ctypes.CDLL(None).syscall(EXIT, 0) # of this thread alone
                """.replace(
                                "EXIT", System.getProperty("os.arch").equals("aarch64") ? "93" : "60"))
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("alone");
            ProcessStat stat = ProcessStat.read("/proc/" + process.pid() + "/stat");
            assertThat(stat.state()).isEqualTo('Z');
            assertThat(table.isAlive(stat.life())).isTrue();
            assertThat(table.find(stat.life()))
                    .map(OwnerProcess::pid)
                    .contains(stat.life().pid());
        } finally {
            process.destroyForcibly();
        }
    }

    private static Life life(long pid) throws IOException {
        return ProcessStat.read("/proc/" + pid + "/stat").life();
    }
}
