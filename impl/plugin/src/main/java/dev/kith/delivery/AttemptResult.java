package dev.kith.delivery;

import dev.kith.api.DeliveryAdmin.Cause;
import dev.kith.core.DeliveryFailure;
import dev.kith.core.Outbox;
import dev.kith.core.Outbox.End;
import dev.kith.core.Outbox.Leased;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is to become of a message after a try. */
sealed interface AttemptResult {
    void write(Outbox outbox, Leased leased, Instant now);

    String logText();

    static AttemptResult dead(Cause cause, String detail) {
        return new Close(End.DEAD, new DeliveryFailure(cause, detail).text());
    }

    /** It is over. */
    record Close(End end, @Nullable String reason) implements AttemptResult {
        @Override
        public void write(Outbox outbox, Leased leased, Instant now) {
            outbox.close(leased, end, reason, now);
        }

        @Override
        public String logText() {
            return "outcome=" + end + (reason == null ? "" : " reason=" + reason);
        }
    }

    /** It is tried again. */
    record Postpone(Instant due, String reason) implements AttemptResult {
        @Override
        public void write(Outbox outbox, Leased leased, Instant now) {
            outbox.postpone(leased, due, reason);
        }

        @Override
        public String logText() {
            return "outcome=LATER reason=" + reason + " due=" + due;
        }
    }
}
