package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static dev.berth.engine.Machine.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import dev.berth.api.LowPorts;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationRequest;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Rights;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsumerNamesTest {
    @TempDir
    private Path folder;

    private Machine machine;

    @BeforeEach
    void fresh() {
        machine = new Machine(folder);
        machine.kernel.accounts().user("www-data", 33);
        machine.kernel.accounts().group("adm", 4);
    }

    @Test
    void namesGetTheirNumbersAndNumbersTheirNames() {
        Reservation made = create(
                        Consumer.user("www-data"),
                        Consumer.user("33"),
                        Consumer.user("4000"),
                        Consumer.group("4"),
                        Consumer.group("adm"),
                        Consumer.group("4294967294"),
                        Consumer.cgroup("/system.slice/nginx.service/"))
                .orElseThrow();

        assertThat(made.consumers())
                .containsExactly(
                        new Consumer.User("www-data", OptionalLong.of(33)),
                        new Consumer.User("4000", OptionalLong.of(4000)),
                        new Consumer.Group("adm", OptionalLong.of(4)),
                        new Consumer.Group("4294967294", OptionalLong.of(4294967294L)),
                        new Consumer.Cgroup("/system.slice/nginx.service"));
        assertThat(machine.kernel.guardHome().entries())
                .extracting(GuardEntry::rights)
                .containsExactly(new Rights(
                        List.of(33L, 4000L), List.of(4L, 4294967294L), List.of("/system.slice/nginx.service")));
        assertThat(machine.ports.list().orElseThrow().reservations()).containsExactly(made);
    }

    @Test
    void theRulesReachTheGuardAndTheListing() {
        Reservation made = machine.ports
                .create(request(Protocol.TCP, 80, 1).denyWith(Deny.EADDRINUSE).lowPorts(LowPorts.PRIVILEGED))
                .orElseThrow();

        GuardEntry entry = machine.kernel.guardHome().entries().getFirst();
        assertThat(entry.deny()).isEqualTo(made.deny()).isEqualTo(Deny.EADDRINUSE);
        assertThat(entry.lowPorts()).isEqualTo(made.lowPorts()).isEqualTo(LowPorts.PRIVILEGED);
        assertThat(entry.token()).isEqualTo(made.token());
    }

    @Test
    void whoIsNotKnownIsNamed() {
        assertUnknown("there is no user 'eve' on this machine", Consumer.user("eve"));
        assertUnknown("there is no group 'eve' on this machine", Consumer.group("eve"));
        assertUnknown("user 4294967295 is not between 0 and 4294967294", Consumer.user("4294967295"));
        assertUnknown("group -1 is not between 0", new Consumer.Group("x", OptionalLong.of(-1)));
        assertUnknown("cgroup 'nginx'", new Consumer.Cgroup("nginx"));
        assertUnknown("no control characters", new Consumer.Cgroup("/nginx\n"));
        assertThat(machine.store).doesNotExist();
    }

    @Test
    void moreThanTheKernelHoldsAreRefused() {
        assertUnknown("17 users are more than the 16", many(17, Consumer::user));
        assertUnknown("65 parts of a cgroup path are more than the 64", Consumer.cgroup("/a".repeat(65)));
        assertUnknown("17 groups are more than the 16", many(17, Consumer::group));
        assertUnknown("9 cgroups are more than the 8", many(9, number -> Consumer.cgroup("/" + number)));
        assertUnknown(
                "1029 bytes of cgroup paths are more than the 1024",
                many(7, number -> Consumer.cgroup("/x" + number + "ä".repeat(72))));
        create(many(7, number -> Consumer.cgroup("/" + number + "ä".repeat(72))))
                .orElseThrow();
    }

    @Test
    void whoNamesTooManyHasNobodyLookedUp() {
        assertUnknown("2700 users are more than the 16", many(2700, Consumer::user));
        assertUnknown("17 groups are more than the 16", many(17, Consumer::group));
        assertThat(machine.script().calls()).noneMatch(call -> call.startsWith("Accounts"));
    }

    private void assertUnknown(String said, Consumer... consumers) {
        assertThat(refused(create(consumers), Code.ERROR_INVALID_PARAMETER))
                .startsWith("create tcp 80: ")
                .contains(said);
    }

    private Outcome<Reservation> create(Consumer... consumers) {
        ReservationRequest request = request(Protocol.TCP, 80, 1);
        for (Consumer consumer : consumers) {
            request = request.consumer(consumer);
        }
        return machine.ports.create(request);
    }

    private static Consumer[] many(int count, Function<String, Consumer> maker) {
        return IntStream.range(0, count)
                .mapToObj(number -> maker.apply(Integer.toString(number)))
                .toArray(Consumer[]::new);
    }
}
