package dev.kith.delivery;

import dev.kith.api.DeliveryAdmin.Carrier.CarrierRole;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.Spans;
import dev.kith.core.Spans.CarriedMessage;
import dev.kith.core.Spans.DeliverySpan;
import dev.kith.core.Spans.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * How the delivery of a message is traced.
 *
 * @param spans where
 * @param leased the message; {@code null} if nothing is traced
 * @param cause what has caused it; {@code null} if that is not known
 */
record DeliveryTrace(
        Spans spans, @Nullable Leased leased, @Nullable TraceContext cause) {
    /** Traces nothing. */
    static final DeliveryTrace NONE = new DeliveryTrace(Spans.NONE, null, null);

    /** Begins the span of the call of a carrier. */
    DeliverySpan begin(CarrierRole role, String carrier) {
        return leased == null
                ? DeliverySpan.NONE
                : spans.delivering(new CarriedMessage(role.word(), carrier, leased.message(), leased.attempt(), cause));
    }
}
