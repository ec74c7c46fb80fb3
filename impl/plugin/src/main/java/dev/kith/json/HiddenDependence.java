package dev.kith.json;

import dev.kith.api.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Determines whether what a schema says about a value can depend on what is hidden in the value. Where that is not certain,
 * it can.
 */
final class HiddenDependence {
    /** Keywords that say nothing, or nothing about a value. */
    private static final Set<String> REMARKS = Set.of(
            PermissionGrant.KEYWORD,
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "$comment",
            "$defs",
            "definitions");

    private final Set<Visit> visited = new HashSet<>();

    private record Visit(Subschema subschema, Place place) {}

    /** Whether the schema, applied to the value at a place, can depend on what is hidden in the value. */
    boolean of(Subschema subschema, Place place) {
        if (!(subschema.source instanceof Json.Obj keywords)
                || !(place.hidesMembers() || place.hidesElements())
                || !visited.add(new Visit(subschema, place))) {
            return false;
        }
        place.budget().spend(1 + keywords.members().size());
        return keywords.members().keySet().stream().anyMatch(keyword -> of(subschema, keyword, place))
                || subschema.beside().stream().anyMatch(beside -> of(beside, place));
    }

    /** The same for a keyword alone. */
    boolean of(Subschema subschema, String keyword, Place place) {
        return switch (keyword) {
            case "required", "dependentRequired" ->
                names(value(subschema, keyword)).anyMatch(place::mayHide);
            case "dependencies", "dependentSchemas" ->
                names(value(subschema, keyword)).anyMatch(place::mayHide) || ofAny(subschema, keyword, place);
            case "minProperties", "maxProperties", "propertyNames", "unevaluatedProperties" -> place.hidesMembers();
            case "uniqueItems", "contains", "minContains", "maxContains", "unevaluatedItems" -> place.hidesElements();
            case "const", "enum" -> place.hidesMembers() || place.hidesElements();
            case "anyOf", "oneOf", "not", "if" -> ofAny(subschema, keyword, place);
            case "properties" -> ofProperties(subschema, place);
            case "patternProperties", "additionalProperties" -> place.hidesMembers() && says(subschema, keyword);
            case "items", "prefixItems", "additionalItems" -> place.hidesElements() && says(subschema, keyword);
            default -> false;
        };
    }

    private boolean ofAny(Subschema subschema, String keyword, Place place) {
        return held(subschema, keyword).anyMatch(held -> of(held, place));
    }

    private boolean ofProperties(Subschema subschema, Place place) {
        return subschema.named("properties").entrySet().stream().anyMatch(property -> {
            Place member = place.member(property.getKey());
            return member.isHidden() ? says(property.getValue()) : of(property.getValue(), member);
        });
    }

    private static boolean says(Subschema holder, String keyword) {
        return held(holder, keyword).anyMatch(HiddenDependence::says);
    }

    private static boolean says(Subschema subschema) {
        return subschema.source instanceof Json.Obj keywords
                ? !REMARKS.containsAll(keywords.members().keySet())
                : subschema.source == Json.Bool.FALSE;
    }

    private static Stream<Subschema> held(Subschema subschema, String keyword) {
        return Stream.concat(
                subschema.listed.getOrDefault(keyword, List.of()).stream(),
                subschema.named.getOrDefault(keyword, Map.of()).values().stream());
    }

    private static Json value(Subschema subschema, String keyword) {
        return subschema.source instanceof Json.Obj keywords
                ? keywords.members().getOrDefault(keyword, Json.Null.NULL)
                : Json.Null.NULL;
    }

    /** The names in a list, or in an object of lists. */
    static Stream<String> names(Json value) {
        if (value instanceof Json.Text text) {
            return Stream.of(text.value());
        }
        if (value instanceof Json.Arr array) {
            return array.items().stream().flatMap(HiddenDependence::names);
        }
        return value instanceof Json.Obj object
                ? Stream.concat(
                        object.members().keySet().stream(),
                        object.members().values().stream()
                                .filter(Json.Arr.class::isInstance)
                                .flatMap(HiddenDependence::names))
                : Stream.of();
    }
}
