package dev.berth.it.iphlpapi;

import dev.berth.it.commands.Serving;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** As {@link InWallsWithPorts}, and berthd serves in the walls of each test or of the class: callers are ordinary users. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@InWallsWithPorts
@ExtendWith(ThroughBerthd.Start.class)
@interface ThroughBerthd {
    /** Starts berthd, unless it serves already. */
    final class Start implements BeforeEachCallback {
        @Override
        public void beforeEach(ExtensionContext context) throws IOException {
            Walls walls = Walls.of(context);
            if (!Files.exists(Serving.socket(walls))) {
                Serving.in(walls);
            }
        }
    }
}
