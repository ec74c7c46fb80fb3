package dev.kith.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.SecretKeys.Key;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
