package dev.kith.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.kith.MovableClock;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.schemas.SchemaImpact;
import dev.kith.api.schemas.SchemaImpact.Misfit;
import dev.kith.api.schemas.SchemaImpact.Sample;
import dev.kith.core.CoreSettings.SchemaLimits;
import dev.kith.json.SchemaDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whom a new revision of a schema would break (contract, rulings R43 and R44). */
class SchemaRehearsalTest {
    private static final String STRICT = """
            {"type": "object", "required": ["name"], "additionalProperties": {"type": "string"}}
            """;

    private final MovableClock clock = new MovableClock(Instant.EPOCH);
    private final Followers followers = new Followers();

    @Test
    void users_whose_data_would_not_fit_are_counted_and_shown_with_the_places() {
        followers.add("u1", "{\"name\": \"Ada\"}");
        followers.add("u2", "{\"name\": 7, \"a/b\": true}");
        followers.add("u3", "{\"name\": \"Bea\", \"size\": \"9\"}");
        followers.add("u4", "{}");

        SchemaImpact impact = done(rehearsal(SchemaLimits.DEFAULTS).of("s", 4, json(STRICT), true));

        assertThat(impact.revision()).isEqualTo(4);
        assertThat(impact.users()).isEqualTo(4);
        assertThat(impact.checked()).isEqualTo(4);
        assertThat(impact.failing()).isEqualTo(2);
        assertThat(impact.complete()).isTrue();
        assertThat(impact.samples()).extracting(Sample::userId).containsExactly("u2", "u4");
        assertThat(impact.samples().get(0).places())
                .containsExactlyInAnyOrder(new Misfit("/name", "TYPE"), new Misfit("/a~1b", "TYPE"));
        assertThat(impact.samples().get(1).places()).containsExactly(new Misfit("/name", "REQUIRED"));
    }

    @Test
    void who_may_not_read_users_gets_the_numbers_alone() {
        followers.add("u1", "{}");

        SchemaImpact impact = done(rehearsal(SchemaLimits.DEFAULTS).of("s", 2, json(STRICT), false));

        assertThat(impact.failing()).isEqualTo(1);
        assertThat(impact.samples()).isEmpty();
    }

    @Test
    void samples_and_their_places_are_few() {
        for (int i = 0; i < 30; i++) {
            followers.add("u" + (10 + i), "{\"a\": 1, \"b\": 1, \"c\": 1, \"d\": 1, \"e\": 1, \"f\": 1}");
        }

        SchemaImpact impact = done(rehearsal(SchemaLimits.DEFAULTS).of("s", 2, json(STRICT), true));

        assertThat(impact.failing()).isEqualTo(30);
        assertThat(impact.samples())
                .hasSize(SchemaImpact.MAX_SAMPLES)
                .allSatisfy(sample -> assertThat(sample.places()).hasSize(SchemaImpact.MAX_VIOLATIONS));
        assertThat(impact.samples().get(19).userId()).isEqualTo("u29");
    }

    @Test
    void users_of_all_pages_are_judged_once() {
        followers.addEmpty(1_001);

        SchemaImpact impact = done(rehearsal(SchemaLimits.DEFAULTS).of("s", 2, json(STRICT), false));

        assertThat(impact.checked()).isEqualTo(1_001);
        assertThat(impact.failing()).isEqualTo(1_001);
        assertThat(impact.complete()).isTrue();
        assertThat(followers.begins).containsExactly(null, "100499", "100999");
        assertThat(followers.mosts).containsOnly(500);
    }

    @Test
    void of_just_as_many_users_as_the_limit_all_are_judged_and_of_more_as_many_as_the_limit() {
        SchemaRehearsal bounded = rehearsal(new SchemaLimits(0, Duration.ofSeconds(10), 500, Duration.ofSeconds(10)));
        followers.addEmpty(500);
        assertThat(done(bounded.of("s", 2, json(STRICT), false)).complete()).isTrue();

        followers.add("200000", "{}");
        SchemaImpact impact = done(bounded.of("s", 2, json(STRICT), false));

        assertThat(impact.complete()).isFalse();
        assertThat(impact.users()).isEqualTo(500);
        assertThat(impact.checked()).isEqualTo(500);
        assertThat(impact.failing()).isEqualTo(500);
    }

    @Test
    void the_time_ends_it_and_what_was_judged_is_told() {
        followers.addEmpty(2_000);
        followers.eachPage = () -> clock.forward(Duration.ofSeconds(4));

        SchemaImpact impact =
                done(rehearsal(new SchemaLimits(0, Duration.ofSeconds(10), 100_000, Duration.ofSeconds(10)))
                        .of("s", 2, json(STRICT), false));

        assertThat(impact.complete()).isFalse();
        assertThat(impact.checked()).isEqualTo(1_000);
    }

    @Test
    void two_run_at_a_time_and_the_third_is_told_to_come_back() {
        followers.add("u1", "{}");
        SchemaRehearsal rehearsal = rehearsal(SchemaLimits.DEFAULTS);
        List<Outcome<SchemaImpact>> inner = new ArrayList<>();
        followers.eachPage = () -> inner.add(0, rehearsal.of("s", 2, json(STRICT), false));

        Outcome<SchemaImpact> first = rehearsal.of("s", 2, json(STRICT), false);

        assertThat(done(first).failing()).isEqualTo(1);
        assertThat(inner).hasSize(2);
        assertThat(done(inner.get(0)).failing()).isEqualTo(1);
        Problem busy = ((Outcome.Refused<SchemaImpact>) inner.get(1)).problem();
        assertThat(busy.code()).isEqualTo(ProblemCode.IMPACT_BUSY);
        assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void one_that_fails_or_is_refused_leaves_its_place() {
        SchemaRehearsal rehearsal = rehearsal(SchemaLimits.DEFAULTS);
        for (int i = 0; i < 3; i++) {
            assertThat(rehearsal.of("s", 2, json("{\"type\": \"nothing\"}"), false))
                    .isEqualTo(Outcome.refused(ProblemCode.SCHEMA_INVALID));
            followers.eachPage = () -> {
                throw new IllegalStateException("the database is away");
            };
            assertThatIllegalStateException().isThrownBy(() -> rehearsal.of("s", 2, json(STRICT), false));
        }
        followers.eachPage = () -> {};

        assertThat(done(rehearsal.of("s", 2, json(STRICT), false)).complete()).isTrue();
    }

    private SchemaRehearsal rehearsal(SchemaLimits limits) {
        return new SchemaRehearsal(followers, new SchemaDocuments(), limits, clock);
    }

    private static SchemaImpact done(Outcome<SchemaImpact> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<SchemaImpact>) outcome).value();
    }

    private static Json json(String text) {
        try {
            return JsonText.read(text);
        } catch (JsonText.Unreadable e) {
            throw new AssertionError(e);
        }
    }

    /** The users of every schema, in a list. */
    private static final class Followers implements SchemaStore {
        private final List<SchemaUser> users = new ArrayList<>();
        private final List<@Nullable String> begins = new ArrayList<>();
        private final List<Integer> mosts = new ArrayList<>();
        private Runnable eachPage = () -> {};

        void add(String id, String data) {
            users.add(new SchemaUser(id, (Json.Obj) json(data)));
        }

        void addEmpty(int count) {
            IntStream.range(100_000, 100_000 + count).forEach(id -> add(Integer.toString(id), "{}"));
        }

        @Override
        public List<SchemaUser> users(String schemaId, @Nullable String after, int most) {
            begins.add(after);
            mosts.add(most);
            eachPage.run();
            return users.stream()
                    .filter(user -> after == null || user.id().compareTo(after) > 0)
                    .limit(most)
                    .toList();
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public Optional<StoredSchema> find(String id) {
            return Optional.empty();
        }

        @Override
        public Optional<List<SchemaEntry>> list(Narrowing narrowing) {
            return Optional.empty();
        }

        @Override
        public List<StoredSchema> withDocuments(List<SchemaEntry> entries) {
            return List.of();
        }

        @Override
        public <T> T transaction(boolean again, Function<SchemaSession, T> work) {
            throw new UnsupportedOperationException();
        }
    }
}
