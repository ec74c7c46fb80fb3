package dev.kith.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.ProblemCode;
import dev.kith.api.schemas.SchemaState;
import dev.kith.api.schemas.SearchUserSchemas;
import dev.kith.api.schemas.SearchUserSchemas.Column;
import dev.kith.core.SchemaSearch.SchemaHits;
import dev.kith.spi.UserSchemaProvider;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Order and pages of a search for schemas. */
class SchemaSearchTest {
    private static final int MOST_OFFSET = 100;

    @Test
    void types_are_in_the_order_of_their_code_points() {
        List<SchemaEntry> entries =
                List.of(entry("1", "\uFF5E", null), entry("2", "\uD83D\uDE00", null), entry("3", "Z", null));

        assertThat(ids(entries, Column.TYPE, false)).containsExactly("3", "1", "2");
        assertThat(ids(entries, Column.TYPE, true)).containsExactly("2", "1", "3");
    }

    @Test
    void what_has_no_time_comes_last_in_both_directions_and_ids_decide_between_equals() {
        Instant early = Instant.EPOCH;
        List<SchemaEntry> entries = List.of(
                entry("1", "a", null),
                entry("2", "b", early.plusSeconds(1)),
                entry("3", "c", early),
                entry("4", "d", early));

        assertThat(ids(entries, Column.CREATION_DATE, false)).containsExactly("3", "4", "2", "1");
        assertThat(ids(entries, Column.CREATION_DATE, true)).containsExactly("2", "4", "3", "1");
        assertThat(ids(entries, Column.UNSPECIFIED, false)).containsExactly("3", "4", "2", "1");
    }

    @Test
    void a_page_ends_early_when_its_documents_are_large_and_says_so() {
        String large = "{\"$comment\":\"" + "x".repeat(250 * 1024) + "\"}";
        List<SchemaEntry> entries = Stream.iterate(100, i -> i + 1)
                .limit(40)
                .map(i -> entry(Integer.toString(i), "t" + i, null))
                .toList();

        SchemaHits hits = hits(new Listed(entries, large), Column.TYPE, false, 0);

        assertThat(hits.total()).isEqualTo(40);
        assertThat(hits.page()).hasSize(16);
        assertThat(hits.limit()).isEqualTo(16);
    }

    @Test
    void the_total_is_exact_behind_the_last_page() {
        List<SchemaEntry> entries = List.of(entry("1", "a", null), entry("2", "b", null));

        SchemaHits hits = hits(new Listed(entries, "{}"), Column.TYPE, false, 50);

        assertThat(hits.total()).isEqualTo(2);
        assertThat(hits.page()).isEmpty();
    }

    @Test
    void a_provider_that_cannot_list_its_schemas_cannot_be_searched() {
        SchemaStore provided = new ProvidedSchemas(new Unlisted(), new Listed(List.of(), ""));

        assertThat(new SchemaSearch(provided, MOST_OFFSET).find(command(Column.TYPE, false, 0)))
                .isEqualTo(Outcome.refused(ProblemCode.SCHEMAS_UNLISTED));
    }

    private static SchemaEntry entry(String id, String type, @Nullable Instant created) {
        return new SchemaEntry(id, type, List.of(), SchemaState.ACTIVE, 1, created, created, 1, false);
    }

    private static List<String> ids(List<SchemaEntry> entries, Column column, boolean descending) {
        return hits(new Listed(entries, "{}"), column, descending, 0).page().stream()
                .map(schema -> schema.entry().id())
                .toList();
    }

    private static SchemaHits hits(SchemaStore store, Column column, boolean descending, long offset) {
        Outcome<SchemaHits> found = new SchemaSearch(store, MOST_OFFSET).find(command(column, descending, offset));
        return ((Outcome.Done<SchemaHits>) found).value();
    }

    private static SearchUserSchemas command(Column column, boolean descending, long offset) {
        return new SearchUserSchemas(Preconditions.NONE, offset, 0, descending, column, List.of());
    }

    /** Schemas in a list, which all have the same document. */
    private record Listed(List<SchemaEntry> entries, String document) implements SchemaStore {
        @Override
        public boolean isWritable() {
            return false;
        }

        @Override
        public Optional<StoredSchema> find(String id) {
            return Optional.empty();
        }

        @Override
        public Optional<List<SchemaEntry>> list(Narrowing narrowing) {
            return Optional.of(entries);
        }

        @Override
        public List<StoredSchema> withDocuments(List<SchemaEntry> some) {
            return some.stream().map(entry -> new StoredSchema(entry, document)).toList();
        }

        @Override
        public <T> T transaction(boolean again, Function<SchemaSession, T> work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<SchemaUser> users(String schemaId, @Nullable String after, int most) {
            return List.of();
        }
    }

    /** A provider of the version before. */
    private static final class Unlisted implements UserSchemaProvider {
        @Override
        public String name() {
            return "unlisted";
        }

        @Override
        public Optional<UserSchema> newest(String schemaId) {
            return Optional.empty();
        }

        @Override
        public Optional<UserSchema> revision(String schemaId, int revision) {
            return Optional.empty();
        }
    }
}
