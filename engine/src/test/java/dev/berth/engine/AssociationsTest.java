package dev.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Deny;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.Errno;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Life;
import dev.berth.kernel.Rights;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssociationsTest {
    private static final int SOCKET = 7;

    @TempDir
    private Path folder;

    private Machine machine = new Machine(Path.of(""));
    private Associations associations = new Associations(machine.kernel);

    @BeforeEach
    void aFreshMachine() {
        machine = new Machine(folder);
        associations = new Associations(machine.kernel);
    }

    @Test
    void aPersistentTokenForAnAdministrator() {
        Token token = reserve();
        assertThat(associations.associate(SOCKET, Protocol.TCP, token).code()).isEqualTo(Code.NO_ERROR);
        assertThat(machine.kernel.guardHome().associations()).isEqualTo(Map.of(SOCKET, token));
    }

    @Test
    void noTokenAndNoGuard() {
        Machine.refused(associations.associate(SOCKET, Protocol.TCP, Token.NONE), Code.WSAEINVAL);
        Machine.refused(associations.associate(SOCKET, Protocol.TCP, new Token(1)), Code.WSAEINVAL);
    }

    @Test
    void anUnknownTokenAndAnotherProtocol() {
        Token token = reserve();
        Machine.refused(associations.associate(SOCKET, Protocol.TCP, new Token(token.bits() + 9)), Code.WSAEINVAL);
        Machine.refused(associations.associate(SOCKET, Protocol.UDP, token), Code.WSAEINVAL);
        machine.ports.delete(Protocol.TCP, PortBlock.of(5000, 2)).orElseThrow();
        Machine.refused(associations.associate(SOCKET, Protocol.TCP, token), Code.WSAEINVAL);
        assertThat(machine.kernel.guardHome().associations()).isEmpty();
    }

    @Test
    void withoutPrivilege() {
        Token token = reserve();
        machine.kernel.processes().callerLacks("CAP_BPF");
        Machine.refused(associations.associate(SOCKET, Protocol.TCP, token), Code.WSAEACCES);
        assertThat(machine.kernel.guardHome().associations()).isEmpty();
    }

    @Test
    void aRuntimeTokenIsItsOwnersAndAPendingOneNobodys() {
        reserve();
        Life me = machine.kernel.processes().caller().life();
        Token mine = plant(1, State.RUNTIME, me);
        Token other = plant(2, State.RUNTIME, new Life(4_121, 1));
        Token nobodys = plant(3, State.RUNTIME, Life.NOBODY);
        Token pending = plant(4, State.PENDING, me);
        assertThat(associations.associate(SOCKET, Protocol.UDP, mine).code()).isEqualTo(Code.NO_ERROR);
        for (Token token : new Token[] {other, nobodys, pending}) {
            Machine.refused(associations.associate(SOCKET, Protocol.UDP, token), Code.WSAEINVAL);
        }
        assertThat(machine.kernel.guardHome().associations()).isEqualTo(Map.of(SOCKET, mine));
    }

    @Test
    void aKernelThatFails() {
        Token token = reserve();
        machine.script().fail("Guard.associate", Errno.ENOMEM);
        Machine.refused(associations.associate(SOCKET, Protocol.TCP, token), Code.ERROR_IO_DEVICE);
    }

    private Token reserve() {
        return machine.ports
                .create(Machine.request(Protocol.TCP, 5000, 2))
                .orElseThrow()
                .token();
    }

    private Token plant(int number, State state, Life owner) {
        Token token = new Token(number);
        machine.kernel
                .guardHome()
                .plant(new GuardEntry(
                        token,
                        state,
                        Protocol.UDP,
                        PortBlock.of(6000 + number),
                        Deny.EACCES,
                        LowPorts.FREE_FOR_CONSUMERS,
                        owner,
                        Rights.NOBODY));
        return token;
    }
}
