package dev.kith.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kith.spi.UserSchemaProvider;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The promises of {@link UserSchemaProvider}. */
public abstract class UserSchemaProviderContract {
    /** To be extended. */
    protected UserSchemaProviderContract() {}

    /**
     * The provider. Called once or more for each test.
     *
     * @return the provider
     */
    protected abstract UserSchemaProvider provider();

    /**
     * A schema that is active, preferably one with several revisions.
     *
     * @return its id
     */
    protected abstract String activeSchema();

    /**
     * A schema that is not active.
     *
     * @return its id; empty if all are active
     */
    protected Optional<String> inactiveSchema() {
        return Optional.empty();
    }

    /**
     * A schema that has been deleted.
     *
     * @return its id; empty if schemas cannot be deleted
     */
    protected Optional<String> deletedSchema() {
        return Optional.empty();
    }

    @Test
    void its_name_is_short_and_always_the_same() {
        Promises.nameIsShortAndAlwaysTheSame(provider()::name);
    }

    @Test
    void it_gives_the_newest_revision_of_a_schema() {
        UserSchema newest = newest(provider());

        assertThat(newest.id()).isEqualTo(activeSchema());
        assertThat(newest.type()).isNotBlank();
        assertThat(newest.active()).isTrue();
        assertThat(newest.revision()).isPositive();
        assertThat(newest.document().strip()).startsWith("{").endsWith("}");
    }

    @Test
    void the_documents_beside_a_revision_have_relative_names_and_never_change() {
        UserSchemaProvider provider = provider();
        UserSchema newest = newest(provider);

        assertThat(provider.documentsBeside(newest)).isEqualTo(provider.documentsBeside(newest));
        assertThat(provider.documentsBeside(newest)).allSatisfy((name, document) -> {
            assertThat(List.of(name.split("/"))).doesNotContain("", ".", "..");
            assertThat(document).isNotBlank();
        });
    }

    @Test
    void what_it_lists_is_the_newest_revision_of_each_schema() {
        UserSchemaProvider provider = provider();
        Optional<Collection<UserSchema>> all = provider.all();
        assumeTrue(all.isPresent(), "schemas cannot be listed");

        assertThat(all.orElseThrow())
                .contains(newest(provider))
                .allSatisfy(schema -> assertThat(provider.newest(schema.id())).contains(schema));
        assertThat(all.orElseThrow()).extracting(UserSchema::id).doesNotHaveDuplicates();
    }

    @Test
    void it_gives_every_revision_up_to_the_newest() {
        UserSchemaProvider provider = provider();
        UserSchema newest = newest(provider);
        for (int revision = 1; revision <= newest.revision(); revision++) {
            UserSchema one = provider.revision(activeSchema(), revision).orElseThrow();
            assertThat(one.id()).isEqualTo(activeSchema());
            assertThat(one.revision()).isEqualTo(revision);
            assertThat(one.active()).as("the same for all revisions").isTrue();
        }
    }

    @Test
    void the_newest_revision_is_the_same_by_its_number() {
        UserSchemaProvider provider = provider();
        UserSchema newest = newest(provider);

        assertThat(provider.revision(activeSchema(), newest.revision())).contains(newest);
    }

    @Test
    void a_revision_never_changes_its_document() {
        UserSchemaProvider provider = provider();
        UserSchema newest = newest(provider);
        for (int i = 0; i < 10; i++) {
            assertThat(provider.revision(activeSchema(), newest.revision())
                            .orElseThrow()
                            .document())
                    .isEqualTo(newest.document());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void there_is_no_revision_that_never_was(int revision) {
        assertThat(provider().revision(activeSchema(), revision)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void there_is_no_schema_that_never_was(String id) {
        assertThat(provider().newest(id)).isEmpty();
        assertThat(provider().revision(id, 1)).isEmpty();
    }

    @Test
    void a_schema_that_is_not_active_says_so_in_every_revision() {
        Optional<String> inactive = inactiveSchema();
        assumeTrue(inactive.isPresent(), "all schemas are active");

        UserSchema newest = provider().newest(inactive.orElseThrow()).orElseThrow();

        assertThat(newest.active()).isFalse();
        assertThat(provider()
                        .revision(newest.id(), newest.revision())
                        .orElseThrow()
                        .active())
                .isFalse();
    }

    @Test
    void a_deleted_schema_has_no_newest_revision_but_keeps_its_old_ones() {
        Optional<String> deleted = deletedSchema();
        assumeTrue(deleted.isPresent(), "schemas cannot be deleted");

        assertThat(provider().newest(deleted.orElseThrow())).isEmpty();
        assertThat(provider().revision(deleted.orElseThrow(), 1)).isPresent();
    }

    @Test
    void one_instance_serves_several_calls_at_a_time() throws Exception {
        UserSchemaProvider provider = provider();
        UserSchema newest = newest(provider);

        List<Optional<UserSchema>> answers = Promises.together(25, i -> () -> provider.newest(activeSchema()));

        assertThat(answers).containsOnly(Optional.of(newest));
    }

    @Test
    void it_answers_without_waiting() {
        UserSchemaProvider provider = provider();

        Promises.answersFast(() -> provider.newest(activeSchema()));
        Promises.answersFast(() -> provider.revision(activeSchema(), 1));
    }

    /**
     * Ids of schemas that exist in no provider.
     *
     * @return the ids
     */
    protected static Stream<String> unknown() {
        return Stream.concat(Stream.of("no-such-schema", "%", "*"), Promises.hostileTexts());
    }

    private UserSchema newest(UserSchemaProvider provider) {
        return provider.newest(activeSchema()).orElseThrow();
    }
}
