package dev.berth.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.client.ClientPorts;
import dev.berth.client.Line;
import dev.berth.client.message.Events;
import dev.berth.client.message.Held;
import dev.berth.client.message.Methods;
import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.Frames;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import dev.berth.client.varlink.Reply;
import dev.berth.it.client.VarlinkFile.Member;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What clients and berthd say has the names of the interface file, no more and no less. */
class InterfaceFileTest {
    private final Map<String, List<Function<ClientPorts, Outcome<?>>>> questions = EveryQuestion.byMethod();
    private final List<Call> calls = new ArrayList<>();
    private VarlinkFile file;

    @BeforeEach
    void read() throws IOException {
        file = VarlinkFile.read(VarlinkFile.OURS);
    }

    /** Notes what is asked, and answers always the same. */
    private final class Answering implements Line {
        private final Reply reply;
        private boolean closed;

        Answering(Reply reply) {
            this.reply = reply;
        }

        @Override
        public void send(ByteBuffer bytes, OptionalInt descriptor) throws IOException {
            calls.add(Call.of(new Frames(bytes.remaining()).next(bytes).orElseThrow()));
        }

        @Override
        public int receive(ByteBuffer into) throws IOException {
            if (closed) {
                throw new EOFException();
            }
            ByteBuffer message = Frames.of(reply.message());
            int length = message.remaining();
            into.put(message);
            return length;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void theMethodsAreThoseOfTheFile() throws IllegalAccessException {
        Set<String> said = new TreeSet<>();
        for (var constant : Methods.class.getFields()) {
            said.add((String) constant.get(null));
        }
        Set<String> written = new TreeSet<>(Set.of(file.name()));
        file.parameters().keySet().forEach(method -> written.add(file.name() + "." + method));
        file.errors().keySet().forEach(error -> written.add(file.name() + "." + error));
        assertThat(said).isEqualTo(written);
        assertThat(questions).containsOnlyKeys(file.parameters().keySet());
    }

    @TestFactory
    Stream<DynamicTest> whatIsAskedHasTheMembersOfTheFile() {
        return eachMethod((method, asked) -> {
            Map<String, Set<String>> said = new HashMap<>();
            for (var question : asked) {
                ask(question, Reply.error(Methods.REFUSED, new JsonObject()));
                Call call = calls.getLast();
                assertThat(call.method()).isEqualTo(file.name() + "." + method);
                assertThat(call.more()).isEqualTo(method.equals("Watch"));
                note(method, call.parameters(), file.parametersOf(method), said);
            }
            assertThat(said.remove(method)).isEqualTo(names(file.parametersOf(method)));
            said.forEach((type, names) -> assertThat(names).isEqualTo(names(file.type(type))));
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsHeldHasTheMembersOfTheFile() {
        Map<String, Copying> copies = Map.of(
                "Reservation", message -> Held.of(Held.reservation(message)),
                "Exclusion", message -> Held.of(Held.exclusion(message)),
                "Runtime", message -> Held.of(Held.runtime(message)));
        return copies.entrySet().stream()
                .map(type -> DynamicTest.dynamicTest(type.getKey(), () -> {
                    for (JsonObject sample : samples(file.type(type.getKey()))) {
                        assertThat(type.getValue().of(sample)).isEqualTo(sample);
                    }
                }));
    }

    @Test
    void whatHappensHasTheMembersOfTheFile() throws MalformedMessageException {
        for (JsonObject sample : samples(file.type("Event"))) {
            JsonObject reply = new JsonObject().with("event", sample);
            assertThat(Events.reply(Events.replied(reply).orElseThrow())).isEqualTo(reply);
        }
    }

    @TestFactory
    Stream<DynamicTest> whatTheFileLetsBerthdAnswerIsUnderstood() {
        return eachMethod((method, asked) -> {
            for (JsonObject answer : samples(file.answersOf(method))) {
                for (var question : asked) {
                    assertThat(ask(question, Reply.of(answer)).code())
                            .as("%s", answer)
                            .isEqualTo(Code.NO_ERROR);
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whatTheFileSaysIsThereMustBe() {
        return eachMethod((method, asked) -> {
            List<Member> members = file.answersOf(method);
            for (String path : VarlinkSample.required(file, members, "").toList()) {
                String name = path.substring(path.lastIndexOf('/') + 1);
                assertThat(ask(asked.getFirst(), Reply.of(VarlinkSample.without(file, members, path))))
                        .as("without %s", path)
                        .isInstanceOfSatisfying(
                                Outcome.Refused.class,
                                refused -> assertThat(refused.message()).contains("'" + name + "' is missing"));
            }
        });
    }

    @Test
    void aRefusalHasTheMembersOfTheFile() {
        JsonObject refusal = VarlinkSample.whole(file, file.errors().getOrDefault("Refused", List.of()))
                .with("code", Code.ERROR_ACCESS_DENIED.number());
        assertThat(ask(ClientPorts::list, Reply.error(Methods.REFUSED, refusal)))
                .isEqualTo(Outcome.refused(Code.ERROR_ACCESS_DENIED, "x"));
        assertThat(refusal.names()).containsExactly("code", "name", "message");
    }

    /** Reads a message and writes it again. */
    @FunctionalInterface
    private interface Copying {
        JsonObject of(JsonObject message) throws MalformedMessageException;
    }

    /** Looks at one method, and the ways to ask for it. */
    @FunctionalInterface
    private interface Look {
        void at(String method, List<Function<ClientPorts, Outcome<?>>> asked) throws MalformedMessageException;
    }

    private Stream<DynamicTest> eachMethod(Look look) {
        return questions.entrySet().stream()
                .map(method ->
                        DynamicTest.dynamicTest(method.getKey(), () -> look.at(method.getKey(), method.getValue())));
    }

    private List<JsonObject> samples(List<Member> members) {
        return List.of(VarlinkSample.whole(file, members), VarlinkSample.bare(file, members));
    }

    private Outcome<?> ask(Function<ClientPorts, Outcome<?>> question, Reply reply) {
        try (ClientPorts ports = new ClientPorts(Path.of("berth.sock"), socket -> new Answering(reply))) {
            return question.apply(ports);
        }
    }

    /** Notes by its type which names an object has, and what is in it; each of the kind that the file has for it. */
    private void note(String type, JsonObject object, List<Member> members, Map<String, Set<String>> said)
            throws MalformedMessageException {
        said.computeIfAbsent(type, unseen -> new TreeSet<>()).addAll(object.names());
        for (Member member : members) {
            switch (member.type()) {
                case "int" -> object.number(member.name());
                case "bool" -> object.truth(member.name());
                case "string" -> {
                    if (member.list()) {
                        object.texts(member.name());
                    } else {
                        object.text(member.name());
                    }
                }
                default -> {
                    for (JsonObject one : object.objects(member.name())) {
                        note(member.type(), one, file.type(member.type()), said);
                    }
                }
            }
        }
    }

    private static Set<String> names(List<Member> members) {
        return new TreeSet<>(members.stream().map(Member::name).toList());
    }
}
