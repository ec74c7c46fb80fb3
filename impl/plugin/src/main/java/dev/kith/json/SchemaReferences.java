package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.core.Documents.RefusalReason;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.json.document.JsonPointer;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the references of a document. The targets can only be schemas of the same document and the meta-schemas; nothing
 * is ever fetched.
 *
 * <p>A dynamic reference of the newer drafts refers to the outermost schema resource that has its anchor. Validation begins
 * at the root of the document, so that is the root if it has the anchor, otherwise the only resource that has it; if there
 * are several, the document is refused.
 */
final class SchemaReferences {
    /** The base URI of documents without an identifier. It is not one that could be fetched. */
    static final URI BASE = URI.create("kith:/schema");

    private final SchemaDialect dialect;
    private final Map<String, Subschema> places = new HashMap<>();
    private final Map<String, Subschema> names = new HashMap<>();
    private final Map<String, List<Subschema>> dynamicAnchors = new HashMap<>();
    private final Map<Subschema, Subschema> owners = new HashMap<>();
    private final Map<Subschema, Scope> scopes = new HashMap<>();
    private final Set<String> metaSchemas = new HashSet<>();
    private final List<Reference> open = new ArrayList<>();
    private int looked;

    SchemaReferences(SchemaDialect dialect) {
        this.dialect = dialect;
    }

    /** Records the identifiers and references of a schema; returns the scope of its subschemas. */
    Scope enter(Subschema subschema, @Nullable Scope outer) throws SchemaRefused {
        places.put(subschema.pointer, subschema);
        Scope scope = outer == null ? new Scope(BASE, subschema) : outer;
        if (outer == null) {
            names.put(BASE.toString(), subschema);
        }
        if (subschema.source instanceof Json.Obj schema) {
            scope = identify(subschema, schema, scope);
            anchor(subschema, schema, scope);
            refer(subschema, schema, scope);
        }
        scopes.put(subschema, scope);
        return scope;
    }

    /** Up to draft 7, {@code $ref} hides an identifier next to it, and an identifier may be just an anchor. */
    private Scope identify(Subschema subschema, Json.Obj schema, Scope scope) throws SchemaRefused {
        requireSameDraft(subschema, schema);
        boolean hidden = dialect.isBefore2019() && schema.get("$ref") != null;
        if (hidden || !(schema.get(dialect.identifier()) instanceof Json.Text id)) {
            return scope;
        }
        String pointer = JsonPointer.child(subschema.pointer, dialect.identifier());
        if (dialect.isBefore2019() && id.value().startsWith("#")) {
            register(resolve(scope.base(), id.value(), pointer), subschema, pointer);
            return scope;
        }
        String uri = withoutEmptyFragment(resolve(scope.base(), id.value(), pointer));
        if (uri.contains("#")) {
            throw SchemaRefusals.at(RefusalReason.REFERENCE, pointer, "the identifier must not have a fragment");
        }
        register(uri, subschema, pointer);
        return new Scope(parse(uri, pointer), subschema);
    }

    private void requireSameDraft(Subschema subschema, Json.Obj schema) throws SchemaRefused {
        boolean same = subschema.pointer.isEmpty()
                || !(schema.get("$schema") instanceof Json.Text text)
                || SchemaDialect.named(text.value()).filter(dialect::equals).isPresent();
        if (!same) {
            throw SchemaRefusals.at(
                    RefusalReason.VERSION,
                    JsonPointer.child(subschema.pointer, "$schema"),
                    "the version must be the same as that of the root");
        }
    }

    private void anchor(Subschema subschema, Json.Obj schema, Scope scope) throws SchemaRefused {
        if (!dialect.isBefore2019() && schema.get("$anchor") instanceof Json.Text anchor) {
            register(scope.base() + "#" + anchor.value(), subschema, JsonPointer.child(subschema.pointer, "$anchor"));
        }
        if (dialect == SchemaDialect.DRAFT2020 && schema.get("$dynamicAnchor") instanceof Json.Text anchor) {
            String pointer = JsonPointer.child(subschema.pointer, "$dynamicAnchor");
            register(scope.base() + "#" + anchor.value(), subschema, pointer);
            offer(anchor.value(), subschema, scope);
        }
        if (dialect == SchemaDialect.DRAFT2019
                && schema.get("$recursiveAnchor") == Json.Bool.TRUE
                && subschema == scope.root()) {
            offer("", subschema, scope);
        }
    }

    private void offer(String anchor, Subschema subschema, Scope scope) {
        dynamicAnchors.computeIfAbsent(anchor, any -> new ArrayList<>()).add(subschema);
        owners.put(subschema, scope.root());
    }

    private void register(String uri, Subschema subschema, String pointer) throws SchemaRefused {
        Subschema other = names.putIfAbsent(uri, subschema);
        if (other != null && other != subschema) {
            throw SchemaRefusals.at(RefusalReason.REFERENCE, pointer, "the identifier is used twice");
        }
    }

    private void refer(Subschema subschema, Json.Obj schema, Scope scope) {
        for (String keyword : dialect.references()) {
            if (schema.get(keyword) instanceof Json.Text text) {
                open.add(new Reference(subschema, keyword, text.value(), scope));
            }
        }
    }

    /**
     * The places below unknown keywords to which references lead that have become known since the last time, the outermost
     * first. The specifications leave open what such references mean; people write them, and the place is to be read as the
     * schema that the author takes it for.
     */
    List<UnreadPlace> unread() throws SchemaRefused {
        List<UnreadPlace> unread = new ArrayList<>();
        for (; looked < open.size(); looked++) {
            unread(open.get(looked)).ifPresent(unread::add);
        }
        unread.sort(Comparator.comparingInt(place -> place.pointer().length()));
        return unread;
    }

    private Optional<UnreadPlace> unread(Reference reference) throws SchemaRefused {
        String pointer = JsonPointer.child(reference.from().pointer, reference.keyword());
        String uri = resolve(reference.scope().base(), reference.text(), pointer);
        int hash = uri.indexOf('#');
        Subschema resource = hash < 0 ? null : names.get(withoutFragment(uri));
        return resource == null
                ? Optional.empty()
                : JsonPointer.names(decode(uri.substring(hash + 1), pointer)).flatMap(path -> unread(resource, path));
    }

    /** From the innermost schema on the way to a place, which is read if it is the place itself. */
    private Optional<UnreadPlace> unread(Subschema resource, List<String> path) {
        List<String> prefixes = new ArrayList<>(List.of(resource.pointer));
        path.forEach(name -> prefixes.add(JsonPointer.child(prefixes.get(prefixes.size() - 1), name)));
        for (int depth = path.size(); depth >= 0; depth--) {
            Subschema holder = places.get(prefixes.get(depth));
            if (holder != null) {
                boolean unknown = depth < path.size() && !dialect.isKnown(path.get(depth));
                Json source = unknown ? JsonPointer.find(holder.source, path.subList(depth, path.size())) : null;
                return source instanceof Json.Obj || source instanceof Json.Bool
                        ? Optional.of(new UnreadPlace(
                                holder, prefixes.get(path.size()), source, Objects.requireNonNull(scopes.get(holder))))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether a place is known to be a schema. */
    boolean isRead(String pointer) {
        return places.containsKey(pointer);
    }

    /** To be called when all schemas are known. */
    void resolve() throws SchemaRefused {
        for (Reference reference : open) {
            resolve(reference);
        }
    }

    /** The references that lead out of the document; to be called when all schemas are known. */
    List<OutwardReference> missing() throws SchemaRefused {
        List<OutwardReference> missing = new ArrayList<>();
        for (Reference reference : open) {
            String pointer = JsonPointer.child(reference.from().pointer, reference.keyword());
            String uri = resolve(reference.scope().base(), reference.text(), pointer);
            String resource = withoutFragment(uri);
            if (!names.containsKey(resource) && !isMetaSchema(resource)) {
                missing.add(new OutwardReference(pointer, reference.text(), uri));
            }
        }
        return missing;
    }

    private static boolean isMetaSchema(String uri) {
        return SchemaDialect.named(uri).isPresent() && !uri.equals(SchemaDialect.ZITADEL);
    }

    /** The referenced meta-schemas; to be called when all references are resolved. */
    Set<String> metaSchemas() {
        return Set.copyOf(metaSchemas);
    }

    private void resolve(Reference reference) throws SchemaRefused {
        String pointer = JsonPointer.child(reference.from().pointer, reference.keyword());
        String uri = withoutEmptyFragment(resolve(reference.scope().base(), reference.text(), pointer));
        if (!names.containsKey(uri) && isMetaSchema(uri)) {
            String metaSchema = SchemaDialect.named(uri).orElseThrow().metaSchema();
            reference.from().metaSchemas.put(reference.keyword(), metaSchema);
            metaSchemas.add(metaSchema);
            return;
        }
        Subschema target = find(uri, reference.text(), pointer);
        reference.from().targets.put(reference.keyword(), dynamic(reference, uri, target, pointer));
    }

    private Subschema find(String uri, String text, String pointer) throws SchemaRefused {
        int hash = uri.indexOf('#');
        String fragment = hash < 0 ? "" : decode(uri.substring(hash + 1), pointer);
        Subschema resource = names.get(withoutFragment(uri));
        if (resource == null) {
            throw SchemaRefusals.at(
                    RefusalReason.REFERENCE,
                    pointer,
                    "the reference " + SchemaRefusals.quoted(text) + " leads out of the schema");
        }
        Subschema target = fragment.isEmpty() || fragment.startsWith("/")
                ? places.get(resource.pointer + fragment)
                : names.get(uri.substring(0, hash + 1) + fragment);
        if (target == null) {
            throw SchemaRefusals.at(
                    RefusalReason.REFERENCE,
                    pointer,
                    "the reference " + SchemaRefusals.quoted(text) + " leads to a place that is not a schema");
        }
        return target;
    }

    /** The resource of the root is the outermost one on every path of validation. */
    private Subschema dynamic(Reference reference, String uri, Subschema target, String pointer) throws SchemaRefused {
        String anchor = reference.keyword().equals("$recursiveRef") ? "" : uri.substring(uri.indexOf('#') + 1);
        List<Subschema> offers =
                reference.keyword().equals("$ref") ? List.of() : dynamicAnchors.getOrDefault(anchor, List.of());
        if (!offers.contains(target) || offers.size() == 1) {
            return target;
        }
        return offers.stream()
                .filter(this::isOfRoot)
                .findFirst()
                .orElseThrow(() -> SchemaRefusals.at(
                        RefusalReason.REFERENCE, pointer, "the reference has more than one possible target"));
    }

    /** Whether a schema belongs to the resource at the root of the document. */
    private boolean isOfRoot(Subschema subschema) {
        return owners.get(subschema) == places.get("");
    }

    private static String resolve(URI base, String reference, String pointer) throws SchemaRefused {
        if (reference.startsWith("#")) {
            return base + reference;
        }
        return reference.isEmpty()
                ? base.toString()
                : base.resolve(parse(reference, pointer)).toString();
    }

    private static String decode(String fragment, String pointer) throws SchemaRefused {
        try {
            return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw SchemaRefusals.at(RefusalReason.REFERENCE, pointer, "this is not a URI");
        }
    }

    private static URI parse(String text, String pointer) throws SchemaRefused {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw SchemaRefusals.at(RefusalReason.REFERENCE, pointer, "this is not a URI");
        }
    }

    static String withoutFragment(String uri) {
        int hash = uri.indexOf('#');
        return hash < 0 ? uri : uri.substring(0, hash);
    }

    private static String withoutEmptyFragment(String uri) {
        return uri.endsWith("#") ? uri.substring(0, uri.length() - 1) : uri;
    }

    /**
     * The scope to which identifiers and references are relative.
     *
     * @param base the URI of the schema resource
     * @param root the root schema of the resource
     */
    record Scope(URI base, Subschema root) {}

    /**
     * A reference that leads out of the document.
     *
     * @param pointer where it stands
     * @param text what stands there
     * @param uri what it means
     */
    record OutwardReference(String pointer, String text, String uri) {}

    /**
     * A place below an unknown keyword to which a reference leads.
     *
     * @param holder the schema with the keyword
     * @param pointer where the place is
     * @param source what stands there
     * @param scope the scope of the schema with the keyword
     */
    record UnreadPlace(Subschema holder, String pointer, Json source, Scope scope) {}

    private record Reference(Subschema from, String keyword, String text, Scope scope) {}
}
