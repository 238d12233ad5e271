package dev.berth.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.maven.execution.AbstractExecutionListener;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.eclipse.aether.RepositorySystemSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionEndTest {
    private final List<String> heard = new ArrayList<>();

    /** The event of which these listeners need nothing. */
    @SuppressWarnings("NullAway")
    private static final ExecutionEvent EVENT = null;

    private final ExecutionListener before = new AbstractExecutionListener() {
        @Override
        public void mojoStarted(ExecutionEvent event) {
            heard.add("mojoStarted");
        }

        @Override
        public void sessionEnded(ExecutionEvent event) {
            heard.add("sessionEnded");
        }

        @Override
        public void projectFailed(ExecutionEvent event) {
            throw new IllegalStateException("of the listener's own");
        }
    };

    @Test
    void whoListenedBeforeHearsAllAndFirst() {
        ExecutionListener listener = SessionEnd.also(before, () -> heard.add("the work"));
        listener.mojoStarted(EVENT);
        listener.sessionEnded(EVENT);
        assertThat(heard).containsExactly("mojoStarted", "sessionEnded", "the work");
        assertThatIllegalStateException()
                .isThrownBy(() -> listener.projectFailed(EVENT))
                .withMessage("of the listener's own");
        assertThat(Set.of(listener)).contains(listener).doesNotContain(before);
        assertThat(listener.toString()).contains("SessionEnd");
    }

    @Test
    void theWorkIsDoneWhateverTheOtherOneDoes() {
        ExecutionListener failing = new AbstractExecutionListener() {
            @Override
            public void sessionEnded(ExecutionEvent event) {
                throw new IllegalStateException("of the listener's own");
            }
        };
        ExecutionListener listener = SessionEnd.also(failing, () -> heard.add("the work"));
        assertThatIllegalStateException().isThrownBy(() -> listener.sessionEnded(EVENT));
        assertThat(heard).containsExactly("the work");
    }

    @Test
    void nobodyNeedHaveListened() {
        ExecutionListener listener = SessionEnd.also(null, () -> heard.add("the work"));
        listener.sessionStarted(EVENT);
        listener.sessionEnded(EVENT);
        assertThat(heard).containsExactly("the work");
    }

    @Test
    void aBuildIsOneForItsSessionsAndItsPortsEndWithIt() throws MojoFailureException {
        MavenExecutionRequest request = new DefaultMavenExecutionRequest();
        request.setExecutionListener(before);
        Build build = Build.of(session(request));
        assertThat(Build.of(session(request))).isSameAs(build);
        assertThat(Build.of(session(new DefaultMavenExecutionRequest()))).isNotSameAs(build);

        FakePorts ports = new FakePorts(2);
        build.kept().keep("web", new Reserving(build.kept(), "web").each(List.of("http.port"), ports::next));
        build.kept().keep("db", new Reserving(build.kept(), "db").each(List.of("db.port"), ports::next));
        request.getExecutionListener().mojoStarted(EVENT);
        assertThat(ports.held).hasSize(2);
        request.getExecutionListener().sessionEnded(EVENT);
        assertThat(ports.held).isEmpty();
        assertThat(heard).containsExactly("mojoStarted", "sessionEnded");
    }

    @SuppressWarnings({"deprecation", "NullAway"}) // the one way to make a session without all of Maven
    private static MavenSession session(MavenExecutionRequest request) {
        @Nullable RepositorySystemSession none = null;
        return new MavenSession(null, none, request, new DefaultMavenExecutionResult());
    }
}
