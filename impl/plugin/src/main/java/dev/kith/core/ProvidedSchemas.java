package dev.kith.core;

import dev.kith.api.schemas.SchemaState;
import dev.kith.spi.UserSchemaProvider;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The schemas of a provider of the host, which can be read and not changed (contract, ruling R34). */
public final class ProvidedSchemas implements SchemaStore {
    private final UserSchemaProvider provider;
    private final SchemaStore tables;

    /**
     * The schemas of a provider.
     *
     * @param provider the provider
     * @param tables knows the users
     */
    public ProvidedSchemas(UserSchemaProvider provider, SchemaStore tables) {
        this.provider = provider;
        this.tables = tables;
    }

    @Override
    public boolean isWritable() {
        return false;
    }

    @Override
    public Optional<StoredSchema> find(String id) {
        return provider.newest(id).map(ProvidedSchemas::stored);
    }

    @Override
    public Optional<List<SchemaEntry>> list(Narrowing narrowing) {
        return provider.all()
                .map(all -> all.stream().map(ProvidedSchemas::entry).toList());
    }

    @Override
    public List<StoredSchema> withDocuments(List<SchemaEntry> entries) {
        Map<String, UserSchema> newest = new HashMap<>();
        provider.all().ifPresent(all -> all.forEach(schema -> newest.put(schema.id(), schema)));
        return entries.stream()
                .flatMap(entry -> Optional.ofNullable(newest.get(entry.id())).stream())
                .map(ProvidedSchemas::stored)
                .toList();
    }

    @Override
    public <T> T transaction(boolean again, Function<SchemaSession, T> work) {
        return work.apply(new ReadingSession());
    }

    @Override
    public List<SchemaUser> users(String schemaId, @Nullable String after, int most) {
        return tables.users(schemaId, after, most);
    }

    private static StoredSchema stored(UserSchema schema) {
        return new StoredSchema(entry(schema), schema.document());
    }

    private static SchemaEntry entry(UserSchema schema) {
        return new SchemaEntry(
                schema.id(),
                schema.type(),
                List.of(),
                schema.active() ? SchemaState.ACTIVE : SchemaState.INACTIVE,
                schema.revision(),
                null,
                null,
                version(schema),
                true);
    }

    /** A revision never changes, so that its number, the state and the type tell whether anything has changed. */
    private static long version(UserSchema schema) {
        String everything = schema.revision() + (schema.active() ? "+" : "-") + schema.type();
        return ByteBuffer.wrap(Sha256.of(everything)).getLong();
    }

    /** Finds schemas; that they are read-only keeps everything else from being called. */
    private final class ReadingSession implements SchemaSession {
        @Override
        public Optional<StoredSchema> find(String id) {
            return ProvidedSchemas.this.find(id);
        }

        @Override
        public boolean isTypeTaken(String type, String ownId) {
            throw readOnly();
        }

        @Override
        public void insert(SchemaEntry entry, String document) {
            throw readOnly();
        }

        @Override
        public void update(SchemaEntry before, SchemaEntry after, @Nullable String document) {
            throw readOnly();
        }

        @Override
        public void delete(SchemaEntry before, SchemaEntry after) {
            throw readOnly();
        }

        @Override
        public boolean hasUsers(String id) {
            throw readOnly();
        }

        private static UnsupportedOperationException readOnly() {
            return new UnsupportedOperationException("the schemas of a provider are not changed here");
        }
    }
}
