package dev.berth.engine;

import dev.berth.kernel.Life;
import java.util.Optional;

/**
 * Who a runtime reservation is acquired for.
 *
 * @param life the process that owns it, by its number where the guard lives; {@link Life#NOBODY} where that is not known,
 *     and then nothing can be acquired
 * @param uid the user that it counts for
 * @param quota how much that user may hold; empty for administrators, who may also lift a {@code disable}
 */
public record Tenant(Life life, long uid, Optional<Quota> quota) {}
