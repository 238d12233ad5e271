package dev.berth.client.varlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CallAndReplyTest {
    private static final JsonObject PARAMETERS = new JsonObject().with("a", 1);

    @Test
    void callsAreWrittenAndRead() throws MalformedMessageException {
        Call call = Call.of("x.y.Z", PARAMETERS);
        assertThat(call.message()).hasToString("{\"method\":\"x.y.Z\",\"parameters\":{\"a\":1}}");
        assertThat(call.withMore().message())
                .hasToString("{\"method\":\"x.y.Z\",\"parameters\":{\"a\":1},\"more\":true}");
        assertThat(new Call("x.y.Z", PARAMETERS, false, true).message())
                .hasToString("{\"method\":\"x.y.Z\",\"parameters\":{\"a\":1},\"oneway\":true}");
        assertThat(Call.of(call.message())).isEqualTo(call);
        assertThat(Call.of(call.withMore().message())).isEqualTo(call.withMore());
        assertThat(Call.of(new JsonObject().with("method", "x.y.Z"))).isEqualTo(Call.of("x.y.Z", new JsonObject()));
        assertThatThrownBy(() -> Call.of(PARAMETERS)).hasMessage("'method' is missing");
    }

    @Test
    void repliesAreWrittenAndRead() throws MalformedMessageException {
        for (Reply reply :
                new Reply[] {Reply.of(PARAMETERS), Reply.continued(PARAMETERS), Reply.error("x.y.No", PARAMETERS)}) {
            assertThat(Reply.read(reply.message())).isEqualTo(reply);
        }
        assertThat(Reply.of(PARAMETERS).message()).hasToString("{\"parameters\":{\"a\":1}}");
        assertThat(Reply.continued(PARAMETERS).message()).hasToString("{\"parameters\":{\"a\":1},\"continues\":true}");
        assertThat(Reply.error("x.y.No", PARAMETERS).message())
                .hasToString("{\"error\":\"x.y.No\",\"parameters\":{\"a\":1}}");
        assertThat(Reply.read(new JsonObject())).isEqualTo(Reply.of(new JsonObject()));
    }
}
