package dev.kith.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.Operation;
import dev.kith.api.Preconditions.CallOptions;
import dev.kith.api.Preconditions.IdempotencyKey;
import dev.kith.api.Receipt;
import dev.kith.transport.CallOptionsHeaders.UnusableOptions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers that say how a call is to be carried out (contract, rulings R43, R73 and R74). */
class CallOptionsHeadersTest {
    private static final Set<Operation> READS = Set.of(
            Operation.GET_USER, Operation.SEARCH_USERS, Operation.GET_USER_SCHEMA, Operation.SEARCH_USER_SCHEMAS);
    private static final Set<Operation> GUESSES =
            Set.of(Operation.VERIFY_CONTACT_EMAIL, Operation.VERIFY_CONTACT_PHONE);
    private static final Set<Operation> REAL_ONLY = Set.of(
            Operation.VERIFY_CONTACT_EMAIL,
            Operation.VERIFY_CONTACT_PHONE,
            Operation.DEACTIVATE_USER_SCHEMA,
            Operation.REACTIVATE_USER_SCHEMA,
            Operation.DELETE_USER_SCHEMA);

    private static CallOptions options(Operation operation, TestHead head) throws UnusableOptions {
        return CallOptionsHeaders.of(operation, head, "json");
    }

    private static ErrorResponse refusal(Operation operation, TestHead head) {
        try {
            options(operation, head);
        } catch (UnusableOptions unusable) {
            return unusable.answer();
        }
        throw new AssertionError("was taken");
    }

    @ParameterizedTest
    @EnumSource
    void every_call_that_changes_something_is_rehearsed_or_refused(Operation operation) throws Exception {
        TestHead asked = TestHead.EMPTY.with("Kith-Dry-Run", "true");

        if (REAL_ONLY.contains(operation)) {
            assertThat(refusal(operation, asked).message()).contains("KITH-DRY-RUN");
        } else {
            assertThat(options(operation, asked).dryRun()).isEqualTo(!READS.contains(operation));
        }
        assertThat(options(operation, TestHead.EMPTY.with("kith-dry-run", "false")))
                .isEqualTo(CallOptions.NONE);
        assertThat(options(operation, TestHead.EMPTY)).isEqualTo(CallOptions.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "TRUE", "True", "yes", " true", "true,true", "validate"})
    void a_wish_that_is_not_clear_is_refused(String value) {
        ErrorResponse answer = refusal(Operation.PATCH_USER, TestHead.EMPTY.with("kith-dry-run", value));

        assertThat(answer.http()).isEqualTo(400);
        assertThat(answer.message()).isEqualTo("Dry run is not possible here (KITH-DRY-RUN)");
    }

    @Test
    void two_wishes_are_not_clear() {
        TestHead both = TestHead.EMPTY.with("kith-dry-run", "false").with("kith-dry-run", "true");

        assertThat(refusal(Operation.PATCH_USER, both).message()).contains("KITH-DRY-RUN");
        assertThat(refusal(Operation.VERIFY_CONTACT_EMAIL, both).message()).contains("KITH-DRY-RUN");
    }

    @ParameterizedTest
    @EnumSource
    void every_call_that_changes_a_user_but_a_guess_takes_a_key(Operation operation) throws Exception {
        boolean ofUsers = !operation.name().contains("SCHEMA") && !READS.contains(operation);

        assertThat(options(operation, TestHead.EMPTY.with("Idempotency-Key", "k1"))
                        .idempotencyKey())
                .isEqualTo(ofUsers && !GUESSES.contains(operation) ? new IdempotencyKey("k1", "json") : null);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255})
    void a_key_has_1_to_255_characters(int length) throws Exception {
        String key = "~".repeat(length);

        assertThat(options(Operation.LOCK_USER, TestHead.EMPTY.with("idempotency-key", key))
                        .idempotencyKey())
                .isEqualTo(new IdempotencyKey(key, "json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\tb", "\u00E4", "a\u007F", "\u0000"})
    void what_is_not_visible_ascii_is_no_key(String key) {
        ErrorResponse answer = refusal(Operation.LOCK_USER, TestHead.EMPTY.with("idempotency-key", key));

        assertThat(answer.http()).isEqualTo(400);
        assertThat(answer.status()).isEqualTo(GrpcStatus.INVALID_ARGUMENT);
        assertThat(answer.message())
                .isEqualTo("Idempotency-Key has to be 1 to 255 visible ASCII characters (KITH-IDEMPOTENCY)");
        assertThatThrownBy(() -> IdempotencyKey.of(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_key_that_is_too_long_or_given_twice_is_none() {
        assertThat(refusal(Operation.LOCK_USER, TestHead.EMPTY.with("idempotency-key", "x".repeat(256)))
                        .message())
                .contains("KITH-IDEMPOTENCY");
        assertThat(refusal(
                                Operation.LOCK_USER,
                                TestHead.EMPTY.with("idempotency-key", "a").with("idempotency-key", "a"))
                        .message())
                .contains("KITH-IDEMPOTENCY");
    }

    @Test
    void an_answer_says_what_was_not_done_now() {
        assertThat(CallOptionsHeaders.answering(Receipt.Effect.CARRIED_OUT)).isEmpty();
        assertThat(CallOptionsHeaders.answering(Receipt.Effect.REPLAYED))
                .isEqualTo(Map.of("idempotency-replayed", "true"));
        assertThat(CallOptionsHeaders.answering(Receipt.Effect.DRY_RUN)).isEqualTo(Map.of("kith-dry-run", "true"));
    }

    @Test
    void a_key_shows_nothing_of_itself() {
        assertThat(new CallOptions(IdempotencyKey.of("canary"), false).toString())
                .doesNotContain("canary");
    }
}
