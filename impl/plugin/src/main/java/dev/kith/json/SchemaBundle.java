package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.core.Documents.RefusalReason;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.json.SchemaReferences.OutwardReference;
import dev.kith.json.document.JsonPointer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts the documents to which a schema refers into the schema itself (contract, ruling R77), each once, below {@code $defs}
 * or {@code definitions} and with its identifier, so that the references find them there. For one schema, and one thread.
 *
 * <p>A document beside the schema is found by its absolute identifier, or by its file name relative to the file in which the
 * reference stands. One without an absolute identifier gets one from its file name.
 */
final class SchemaBundle {
    /** The base of the identifiers of documents that have none. It is not one that could be fetched. */
    private static final String FILES = "kith:/";

    private final SchemaVetter vetter;
    private final String name;
    private final Supplier<Map<String, Json>> beside;

    /** The documents in the bundle: the path of each to the key below which it is. */
    private final Map<String, String> keys = new LinkedHashMap<>();

    private @Nullable Map<String, Json> documents;

    /**
     * Creates a bundle.
     *
     * @param name the file name of the schema
     * @param beside gives the documents beside it, and itself, by path; asked only if the schema has a reference out of it
     */
    SchemaBundle(SchemaVetter vetter, String name, Supplier<Map<String, Json>> beside) {
        this.vetter = vetter;
        this.name = name;
        this.beside = beside;
    }

    /** The schema with everything to which it refers; the schema itself if that is nothing. */
    Json of(Json schema) throws SchemaRefused {
        Json bundle = schema;
        List<OutwardReference> missing = vetter.missing(bundle);
        while (!missing.isEmpty()) {
            Set<String> found = new LinkedHashSet<>();
            for (OutwardReference reference : missing) {
                String path = path(reference, bundle);
                found.add(path);
                bundle = corrected(bundle, reference, identifier(path, bundle));
            }
            for (String path : found) {
                if (!path.equals(name) && !keys.containsKey(path)) {
                    bundle = embedded((Json.Obj) bundle, path);
                }
            }
            missing = vetter.missing(bundle);
        }
        return bundle;
    }

    private Map<String, Json> documents() {
        Map<String, Json> known = documents;
        if (known == null) {
            known = new TreeMap<>(beside.get());
            documents = known;
        }
        return known;
    }

    private Json document(String path) {
        return documents().getOrDefault(path, Json.Null.NULL);
    }

    /** The path of the document to which a reference leads. */
    private String path(OutwardReference reference, Json bundle) throws SchemaRefused {
        String uri = SchemaReferences.withoutFragment(reference.uri());
        List<String> identified = documents().keySet().stream()
                .filter(path -> uri.equals(identifier(path, bundle)))
                .toList();
        if (identified.stream().map(this::document).distinct().count() > 1) {
            throw SchemaRefusals.at(
                    RefusalReason.REFERENCE,
                    reference.pointer(),
                    "the identifier " + SchemaRefusals.quoted(uri) + " is that of several documents: "
                            + String.join(", ", identified));
        }
        if (!identified.isEmpty()) {
            return identified.contains(name) ? name : identified.get(0);
        }
        String file = file(reference, bundle);
        if (file == null || !documents().containsKey(file)) {
            throw SchemaRefusals.at(
                    RefusalReason.REFERENCE,
                    reference.pointer(),
                    "the reference " + SchemaRefusals.quoted(reference.text())
                            + " leads to no document: none beside the schema has the identifier "
                            + SchemaRefusals.quoted(uri)
                            + (file == null ? "" : " or the file name " + SchemaRefusals.quoted(file)));
        }
        return file;
    }

    /** The file to which a relative reference leads from the file in which it stands; {@code null} if it cannot be one. */
    private @Nullable String file(OutwardReference reference, Json bundle) {
        try {
            URI relative = new URI(SchemaReferences.withoutFragment(reference.text()));
            if (relative.isAbsolute()
                    || relative.getRawAuthority() != null
                    || relative.getRawPath().startsWith("/")) {
                return null;
            }
            String origin = origin(reference.pointer(), bundle);
            String found = encoded(origin).resolve(relative).normalize().getPath();
            return found == null || found.startsWith("/../") ? null : found.substring(1);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The file in which a place of the bundle stood. */
    private String origin(String pointer, Json bundle) {
        return keys.entrySet().stream()
                .filter(entry -> (pointer + "/").startsWith(holder(bundle, entry.getValue()) + "/"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(name);
    }

    private static String holder(Json bundle, String key) {
        return JsonPointer.child(
                JsonPointer.child("", SchemaVetter.dialect(bundle).definitions()), key);
    }

    /** The absolute URI by which a document is known in the bundle. */
    private String identifier(String path, Json bundle) {
        URI base = path.equals(name) ? SchemaReferences.BASE : encoded(path);
        String keyword = SchemaVetter.dialect(bundle).identifier();
        Json document = path.equals(name) ? bundle : document(path);
        if (document instanceof Json.Obj schema
                && schema.get(keyword) instanceof Json.Text id
                && !id.value().startsWith("#")) {
            try {
                return SchemaReferences.withoutFragment(
                        base.resolve(new URI(id.value())).toString());
            } catch (URISyntaxException e) {
                return base.toString();
            }
        }
        return base.toString();
    }

    private static URI encoded(String path) {
        try {
            return URI.create(
                    FILES + new URI(null, null, "/" + path, null).getRawPath().substring(1));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    /** The bundle with a reference that leads to a document by its identifier. */
    private static Json corrected(Json bundle, OutwardReference reference, String identifier) {
        int hash = reference.text().indexOf('#');
        String fragment = hash < 0 ? "" : reference.text().substring(hash);
        return SchemaReferences.withoutFragment(reference.uri()).equals(identifier)
                ? bundle
                : replaced(
                        bundle,
                        JsonPointer.names(reference.pointer()).orElseThrow(),
                        new Json.Text(identifier + fragment));
    }

    private static Json replaced(Json holder, List<String> names, Json value) {
        if (names.isEmpty()) {
            return value;
        }
        List<String> rest = names.subList(1, names.size());
        if (holder instanceof Json.Arr array) {
            List<Json> items = new ArrayList<>(array.items());
            int index = JsonPointer.index(names.get(0));
            items.set(index, replaced(items.get(index), rest, value));
            return new Json.Arr(items);
        }
        Json.Obj object = (Json.Obj) holder;
        Json member = object.members().getOrDefault(names.get(0), Json.Null.NULL);
        return object.with(names.get(0), replaced(member, rest, value));
    }

    private Json embedded(Json.Obj bundle, String path) throws SchemaRefused {
        SchemaDialect dialect = SchemaVetter.dialect(bundle);
        Json.Obj present =
                bundle.get(dialect.definitions()) instanceof Json.Obj definitions ? definitions : Json.Obj.EMPTY;
        String key = path;
        while (present.get(key) != null) {
            key += "_";
        }
        keys.put(path, key);
        Json document = document(path);
        if (!(document instanceof Json.Obj) && !(document instanceof Json.Bool)) {
            throw new SchemaRefused(
                    RefusalReason.REFERENCE, "The document " + path + ", to which the schema refers, is not a schema.");
        }
        Json.Obj schema = document instanceof Json.Obj object
                ? object
                : Json.Obj.EMPTY.with("allOf", new Json.Arr(List.of(document)));
        String identifier = identifier(path, bundle);
        Json.Obj identified = identifiable(schema, dialect).with(dialect.identifier(), new Json.Text(identifier));
        return bundle.with(dialect.definitions(), present.with(key, identified));
    }

    /** Up to draft 7 a reference hides what stands beside it, the identifier as well. */
    private static Json.Obj identifiable(Json.Obj schema, SchemaDialect dialect) {
        Json reference = schema.get("$ref");
        if (!dialect.isBefore2019() || reference == null) {
            return schema;
        }
        Json.Obj only = Json.Obj.EMPTY.with("allOf", new Json.Arr(List.of(Json.Obj.EMPTY.with("$ref", reference))));
        for (String keyword : List.of("$schema", "definitions")) {
            Json value = schema.get(keyword);
            only = value == null ? only : only.with(keyword, value);
        }
        return only;
    }
}
