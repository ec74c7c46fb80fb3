package dev.kith.it.rules;

import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.DeliveryAdmin.Depth;
import dev.kith.api.DeliveryAdmin.Kind;
import dev.kith.api.Verification;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.OutboxMessage.MessageKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of messages that carry codes which are replaced or void before they are delivered. */
class SupersededCodeTest {
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Fixture fixture = new Fixture();
    private final String id = fixture.user("{}");

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void after_ten_changes_of_an_address_one_message_waits() {
        for (int i = 0; i < 10; i++) {
            sendTo("a" + i + "@x.ch");
        }

        assertThat(codes()).isEqualTo(new Depth(Kind.SEND_CODE, 1, 0, 0));
        assertThat(closed()).isEqualTo(9);
        assertThat(lease())
                .singleElement()
                .satisfies(leased -> assertThat(leased.message().recipient()).isEqualTo("a9@x.ch"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void a_code_that_is_void_for_another_reason_is_not_sent_either(Verification verification) {
        sendTo("a@x.ch");

        done(fixture.setEmail(ADMIN, id, "b@x.ch", verification));

        assertThat(codes()).isEqualTo(new Depth(Kind.SEND_CODE, 0, 0, 0));
        assertThat(closed()).isEqualTo(1);
    }

    static List<Verification> others() {
        return List.of(new Verification.ReturnCode(), new Verification.Verified(true));
    }

    @Test
    void a_message_whose_delivery_is_postponed_is_closed_as_well() {
        sendTo("a@x.ch");
        fixture.outbox.postpone(lease().get(0), now().plusSeconds(60), "later");

        sendTo("b@x.ch");

        assertThat(codes()).isEqualTo(new Depth(Kind.SEND_CODE, 1, 0, 0));
        assertThat(closed()).isEqualTo(1);
    }

    @Test
    void a_message_that_a_worker_has_leased_is_decided_by_the_worker() {
        sendTo("a@x.ch");
        List<Leased> leased = lease();

        sendTo("b@x.ch");

        assertThat(codes()).isEqualTo(new Depth(Kind.SEND_CODE, 1, 1, 0));
        assertThat(fixture.outbox.current(leased)).isEmpty();
        fixture.outbox.postpone(leased.get(0), now(), "later");
        assertThat(lease()).hasSize(2);
    }

    @Test
    void messages_of_the_other_channel_and_of_other_users_stay() {
        sendTo("a@x.ch");
        done(fixture.setPhone(ADMIN, id, "+41791234567", null));
        done(fixture.setEmail(ADMIN, fixture.user("{}"), "a@x.ch", null));

        sendTo("b@x.ch");

        assertThat(codes()).isEqualTo(new Depth(Kind.SEND_CODE, 3, 0, 0));
        assertThat(closed()).isEqualTo(1);
    }

    private void sendTo(String address) {
        fixture.clock.forward(Duration.ofSeconds(1));
        done(fixture.setEmail(ADMIN, id, address, new Verification.SendCode(null)));
    }

    private Instant now() {
        return fixture.clock.instant();
    }

    private List<Leased> lease() {
        return fixture.outbox.lease(MessageKind.ALL, "worker", 10, now(), LEASE);
    }

    private Depth codes() {
        return fixture.operated.backlog().depths().get(0);
    }

    /** Nothing else is old enough to be removed with them. */
    private int closed() {
        return fixture.outbox.purge(now().plusSeconds(1));
    }
}
