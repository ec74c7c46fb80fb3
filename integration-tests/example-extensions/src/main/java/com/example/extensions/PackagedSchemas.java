package com.example.extensions;

import dev.kith.spi.UserSchemaProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Schemas that are packaged in this jar. A changed schema is a new file: revisions that are in use never change. */
public class PackagedSchemas implements UserSchemaProvider {
    private final Map<String, List<UserSchema>> revisions =
            Map.of("employee", List.of(load("employee", 1), load("employee", 2)));

    @Override
    public String name() {
        return "packaged";
    }

    @Override
    public Optional<UserSchema> newest(String schemaId) {
        return revision(schemaId, revisions.getOrDefault(schemaId, List.of()).size());
    }

    @Override
    public Optional<UserSchema> revision(String schemaId, int revision) {
        List<UserSchema> all = revisions.getOrDefault(schemaId, List.of());
        return revision >= 1 && revision <= all.size() ? Optional.of(all.get(revision - 1)) : Optional.empty();
    }

    private static UserSchema load(String id, int revision) {
        String file = "/schemas/" + id + "-" + revision + ".json";
        try (InputStream in = PackagedSchemas.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing");
            }
            String document = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new UserSchema(id, "Employee", revision, true, document);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }
}
