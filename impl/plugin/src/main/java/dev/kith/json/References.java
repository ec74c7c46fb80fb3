package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.core.Documents.SchemaRefused;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what each reference of a document means. Only places of the same document and the meta-schemas can be meant;
 * nothing is ever fetched.
 *
 * <p>The dynamic references of the newer drafts mean the outermost schema resource that offers their anchor. Validation
 * begins at the root of the document, so that is the root if it offers the anchor, and the only resource that does
 * otherwise; with several to choose from, the document is refused.
 */
final class References {
    /** The base of documents without an identifier of their own. Names nothing that could be fetched. */
    private static final URI BASE = URI.create("kith:/schema");

    private final Draft draft;
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Place> names = new HashMap<>();
    private final Map<String, List<Place>> dynamicAnchors = new HashMap<>();
    private final Map<Place, Place> owners = new HashMap<>();
    private final Set<String> metaSchemas = new HashSet<>();
    private final List<Reference> open = new ArrayList<>();

    References(Draft draft) {
        this.draft = draft;
    }

    /** Takes down the identifiers and references of a place; answers the scope of what it holds. */
    Scope enter(Place place, @Nullable Scope outer) throws SchemaRefused {
        places.put(place.pointer, place);
        Scope scope = outer == null ? new Scope(BASE, place) : outer;
        if (outer == null) {
            names.put(BASE.toString(), place);
        }
        if (place.source instanceof Json.Obj schema) {
            scope = identify(place, schema, scope);
            anchor(place, schema, scope);
            refer(place, schema, scope);
        }
        return scope;
    }

    /** Up to draft 7, {@code $ref} hides an identifier next to it, and an identifier may be a mere anchor. */
    private Scope identify(Place place, Json.Obj schema, Scope scope) throws SchemaRefused {
        requireSameDraft(place, schema);
        boolean hidden = draft.isBefore2019() && schema.get("$ref") != null;
        if (hidden || !(schema.get(draft.identifier()) instanceof Json.Text id)) {
            return scope;
        }
        String pointer = Pointer.child(place.pointer, draft.identifier());
        if (draft.isBefore2019() && id.value().startsWith("#")) {
            register(resolve(scope.base(), id.value(), pointer), place, pointer);
            return scope;
        }
        String uri = withoutEmptyFragment(resolve(scope.base(), id.value(), pointer));
        if (uri.contains("#")) {
            throw Refusal.at(pointer, "the identifier must not have a fragment");
        }
        register(uri, place, pointer);
        return new Scope(parse(uri, pointer), place);
    }

    private void requireSameDraft(Place place, Json.Obj schema) throws SchemaRefused {
        boolean same = place.pointer.isEmpty()
                || !(schema.get("$schema") instanceof Json.Text text)
                || Draft.named(text.value()).filter(draft::equals).isPresent();
        if (!same) {
            throw Refusal.at(Pointer.child(place.pointer, "$schema"), "the version must be the same as the root's");
        }
    }

    private void anchor(Place place, Json.Obj schema, Scope scope) throws SchemaRefused {
        if (!draft.isBefore2019() && schema.get("$anchor") instanceof Json.Text anchor) {
            register(scope.base() + "#" + anchor.value(), place, Pointer.child(place.pointer, "$anchor"));
        }
        if (draft == Draft.DRAFT2020 && schema.get("$dynamicAnchor") instanceof Json.Text anchor) {
            String pointer = Pointer.child(place.pointer, "$dynamicAnchor");
            register(scope.base() + "#" + anchor.value(), place, pointer);
            offer(anchor.value(), place, scope);
        }
        if (draft == Draft.DRAFT2019 && schema.get("$recursiveAnchor") == Json.Bool.TRUE && place == scope.root()) {
            offer("", place, scope);
        }
    }

    private void offer(String anchor, Place place, Scope scope) {
        dynamicAnchors.computeIfAbsent(anchor, any -> new ArrayList<>()).add(place);
        owners.put(place, scope.root());
    }

    private void register(String uri, Place place, String pointer) throws SchemaRefused {
        Place other = names.putIfAbsent(uri, place);
        if (other != null && other != place) {
            throw Refusal.at(pointer, "the identifier is used twice");
        }
    }

    private void refer(Place place, Json.Obj schema, Scope scope) {
        for (String keyword : draft.references()) {
            if (schema.get(keyword) instanceof Json.Text text) {
                open.add(new Reference(place, keyword, text.value(), scope));
            }
        }
    }

    /** To be called when all places are known. */
    void resolve() throws SchemaRefused {
        for (Reference reference : open) {
            resolve(reference);
        }
    }

    /** The meta-schemas that are referred to; to be called when all references are resolved. */
    Set<String> metaSchemas() {
        return Set.copyOf(metaSchemas);
    }

    private void resolve(Reference reference) throws SchemaRefused {
        String pointer = Pointer.child(reference.from().pointer, reference.keyword());
        String uri = withoutEmptyFragment(resolve(reference.scope().base(), reference.text(), pointer));
        if (!names.containsKey(uri) && Draft.named(uri).isPresent() && !uri.equals(Draft.ZITADEL)) {
            String metaSchema = Draft.named(uri).orElseThrow().metaSchema();
            reference.from().metaSchemas.put(reference.keyword(), metaSchema);
            metaSchemas.add(metaSchema);
            return;
        }
        Place target = find(uri, pointer);
        reference.from().targets.put(reference.keyword(), dynamic(reference, uri, target, pointer));
    }

    private Place find(String uri, String pointer) throws SchemaRefused {
        int hash = uri.indexOf('#');
        String fragment = hash < 0 ? "" : decode(uri.substring(hash + 1), pointer);
        Place resource = names.get(hash < 0 ? uri : uri.substring(0, hash));
        if (resource == null) {
            throw Refusal.at(pointer, "the reference leads out of the schema");
        }
        Place target = fragment.isEmpty() || fragment.startsWith("/")
                ? places.get(resource.pointer + fragment)
                : names.get(uri.substring(0, hash + 1) + fragment);
        if (target == null) {
            throw Refusal.at(pointer, "the reference leads to a place where no schema stands");
        }
        return target;
    }

    /** The root's resource is the outermost one wherever validation has come from. */
    private Place dynamic(Reference reference, String uri, Place target, String pointer) throws SchemaRefused {
        String anchor = reference.keyword().equals("$recursiveRef") ? "" : uri.substring(uri.indexOf('#') + 1);
        List<Place> offers =
                reference.keyword().equals("$ref") ? List.of() : dynamicAnchors.getOrDefault(anchor, List.of());
        if (!offers.contains(target) || offers.size() == 1) {
            return target;
        }
        return offers.stream()
                .filter(this::isOfRoot)
                .findFirst()
                .orElseThrow(() -> Refusal.at(pointer, "the reference has more than one possible target"));
    }

    /** Whether a place belongs to the resource at the root of the document. */
    private boolean isOfRoot(Place place) {
        return owners.get(place) == places.get("");
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
            throw Refusal.at(pointer, "this is no URI");
        }
    }

    private static URI parse(String text, String pointer) throws SchemaRefused {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw Refusal.at(pointer, "this is no URI");
        }
    }

    private static String withoutEmptyFragment(String uri) {
        return uri.endsWith("#") ? uri.substring(0, uri.length() - 1) : uri;
    }

    /**
     * What identifiers and references are relative to.
     *
     * @param base the URI of the schema resource
     * @param root the place where the resource begins
     */
    record Scope(URI base, Place root) {}

    private record Reference(Place from, String keyword, String text, Scope scope) {}
}
