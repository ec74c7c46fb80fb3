package dev.kith.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.Operation;
import dev.kith.core.SecretKeys.Key;
import dev.kith.core.Spans.TraceContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DataProtectorTest {
    private static final Key OLD = key("old", 1);
    private static final Key NEW = key("new", 2);

    @Test
    void a_hash_holds_for_the_same_parts_and_no_others() {
        DataProtector protector = protector(OLD);
        DataProtector.Hash hash = protector.hash("a", "bc");
        assertThat(protector.matches(hash.keyId(), hash.text(), "a", "bc")).isTrue();
        assertThat(protector.matches(hash.keyId(), hash.text(), "ab", "c")).isFalse();
        assertThat(protector.matches(hash.keyId(), hash.text(), "abc")).isFalse();
    }

    @Test
    void the_newest_key_makes_and_all_keys_check() {
        DataProtector.Hash old = protector(OLD).hash("code");
        DataProtector rotated = protector(OLD, NEW);
        assertThat(rotated.hash("code").keyId()).isEqualTo("new");
        assertThat(rotated.matches(old.keyId(), old.text(), "code")).isTrue();
        assertThat(protector(NEW).matches(old.keyId(), old.text(), "code")).isFalse();
    }

    @Test
    void a_sealed_payload_opens_again_with_a_rotated_key() {
        MessagePayload payload = new MessagePayload("A1\"B2", "https://x.ch/?a=1", "Mini \uD83D\uDE00");
        OutboxMessage message = message("m1", protector(OLD).seal(payload, "m1"));
        assertThat(message.payload().text()).doesNotContain("A1\"B2");
        assertThat(protector(OLD, NEW).open(message)).isEqualTo(payload);
    }

    @Test
    void a_payload_says_what_has_caused_it_where_that_is_traced() {
        MessagePayload payload = new MessagePayload("A", null, null);
        TraceContext cause = new TraceContext("00-1-2-01", "a=1");
        DataProtector tracing = new DataProtector(
                List.of(OLD), new Key("lasting", new byte[32]), new SecureRandom(), Clock.systemUTC(), new At(cause));

        assertThat(tracing.open(message("m1", tracing.seal(payload, "m1")))).isEqualTo(payload.causedBy(cause));
        assertThat(protector(OLD)
                        .open(message("m1", protector(OLD).seal(payload, "m1")))
                        .trace())
                .isNull();
    }

    @Test
    void members_that_a_later_version_adds_are_passed_over() {
        OutboxMessage message = message("m1", protector(OLD).seal("{\"code\":\"A\",\"later\":[{\"a\":1}]}", "m1"));

        assertThat(protector(OLD).open(message)).isEqualTo(new MessagePayload("A", null, null));
    }

    @Test
    void the_names_under_which_a_cause_is_stored_stay() {
        TraceContext cause = new TraceContext("00-a-b-01", "c=d");

        assertThat(new MessagePayload("A", null, null).causedBy(cause).write())
                .isEqualTo("{\"code\":\"A\",\"traceparent\":\"00-a-b-01\",\"tracestate\":\"c=d\"}");
    }

    @Test
    void a_cause_that_is_damaged_is_none() {
        for (String damaged : List.of("1", "{}", "null")) {
            OutboxMessage message =
                    message("m1", protector(OLD).seal("{\"code\":\"A\",\"traceparent\":" + damaged + "}", "m1"));

            assertThat(protector(OLD).open(message)).isEqualTo(new MessagePayload("A", null, null));
        }
    }

    /** A thread that is always at the same place of a trace. */
    private record At(TraceContext place) implements Spans {
        @Override
        public CallSpan served(Operation operation, String protocol, Function<String, List<String>> headers) {
            return CallSpan.NONE;
        }

        @Override
        public DeliverySpan delivering(CarriedMessage delivery) {
            return DeliverySpan.NONE;
        }

        @Override
        public TraceContext current() {
            return place;
        }
    }

    @Test
    void a_payload_is_bound_to_its_message() {
        OutboxMessage other = message("m2", protector(OLD).seal(new MessagePayload("A", null, null), "m1"));
        assertThatThrownBy(() -> protector(OLD).open(other)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_payload_without_its_key_cannot_be_opened() {
        OutboxMessage message = message("m1", protector(OLD).seal(new MessagePayload("A", null, null), "m1"));
        assertThatThrownBy(() -> protector(NEW).open(message)).hasMessageContaining("no key of id old");
    }

    @Test
    void nothing_secret_is_in_what_a_log_would_print() {
        Key key = key("k", 7);
        MessagePayload payload = new MessagePayload("CANARY", "https://x.ch/CANARY", "CANARY");
        assertThat(List.of(key, payload, message("m", protector(key).seal(payload, "m")))
                        .toString())
                .doesNotContain("CANARY")
                .doesNotContain("mini@mouse.com");
    }

    private static DataProtector protector(Key... keys) {
        return new DataProtector(List.of(keys), new Key("lasting", new byte[32]), new SecureRandom());
    }

    private static Key key(String id, int fill) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) fill);
        return new Key(id, secret);
    }

    private static OutboxMessage message(String id, OutboxMessage.Sealed payload) {
        return new OutboxMessage(
                id,
                "u",
                "o",
                ContactChannel.EMAIL,
                OutboxMessage.MessageKind.SEND_CODE,
                "mini@mouse.com",
                payload,
                Instant.EPOCH,
                null);
    }
}
