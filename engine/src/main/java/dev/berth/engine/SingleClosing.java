package dev.berth.engine;

import dev.berth.api.Closing;
import dev.berth.api.Code;
import dev.berth.api.Entry;
import dev.berth.api.EntryKey;
import dev.berth.api.Outcome;
import dev.berth.kernel.Kernel;
import java.io.IOException;
import java.util.Optional;

/** Closes the entry of a key: one question and one order, however many sockets there are. */
final class SingleClosing {
    private final Kernel kernel;
    private final Destroying destroying;

    SingleClosing(Kernel kernel) {
        this.kernel = kernel;
        destroying = new Destroying(entry -> kernel.sockets().destroy(entry));
    }

    Outcome<Entry> close(EntryKey key) {
        String wanted = "close " + key;
        try {
            Optional<Outcome<Entry>> denied = CloseRight.refusal(kernel, wanted);
            if (denied.isPresent()) {
                return denied.get();
            }
            Optional<Entry> found = kernel.sockets().find(key);
            return found.isPresent()
                    ? close(wanted, found.get())
                    : gone(wanted, "there is no such entry; 'berth entries' shows what there is");
        } catch (IOException failed) {
            return Failure.refusal(wanted, failed);
        }
    }

    private Outcome<Entry> close(String wanted, Entry entry) throws IOException {
        Optional<String> obstacle = Destroying.obstacle(entry);
        if (obstacle.isPresent()) {
            return Outcome.refused(Code.ERROR_NOT_SUPPORTED, wanted + ": " + obstacle.get());
        }
        Closing closing = destroying.destroy(entry);
        return switch (closing.fate()) {
            case CLOSED, MATCHED ->
                Outcome.granted(
                        entry,
                        closing.remark().map(rest -> wanted + ": " + rest).stream()
                                .toList());
            case GONE -> gone(wanted, "it ended at this moment by itself");
            case REFUSED ->
                Outcome.refused(
                        Code.ERROR_NOT_SUPPORTED,
                        wanted + ": " + closing.remark().orElse("refused"));
        };
    }

    private static Outcome<Entry> gone(String wanted, String clause) {
        return Outcome.refused(Code.ERROR_MR_MID_NOT_FOUND, wanted + ": " + clause);
    }
}
