package dev.kith.delivery;

import dev.kith.api.DeliveryAdmin.Cause;
import dev.kith.core.DeliveryFailure;
import dev.kith.core.Outbox.End;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.Outbox.Settlement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens to a message after an attempt. */
sealed interface AttemptResult {
    Settlement settlement(Leased leased);

    String logText();

    static AttemptResult dead(Cause cause, String detail) {
        return new Close(End.DEAD, new DeliveryFailure(cause, detail).text());
    }

    /** The message is closed. */
    record Close(End end, @Nullable String reason) implements AttemptResult {
        @Override
        public Settlement settlement(Leased leased) {
            return new Settlement.Closed(leased, end, reason);
        }

        @Override
        public String logText() {
            return "outcome=" + end + (reason == null ? "" : " reason=" + reason);
        }
    }

    /** The message is tried again. */
    record Postpone(Instant due, String reason) implements AttemptResult {
        @Override
        public Settlement settlement(Leased leased) {
            return new Settlement.Postponed(leased, due, reason);
        }

        @Override
        public String logText() {
            return "outcome=LATER reason=" + reason + " due=" + due;
        }
    }
}
