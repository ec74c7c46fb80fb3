package dev.kith.json;

import dev.harrel.jsonschema.MessageProvider;
import dev.kith.api.Problem.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Builds violations from the errors of the library. Only causes are reported: a keyword that fails because one of its
 * subschemas fails is left out, unless that subschema is one of several alternatives ({@code anyOf}, {@code oneOf},
 * {@code contains}): there the keyword is reported, and the failures of the alternatives are not.
 *
 * <p>The library's own messages contain values of the data, so none of them is used.
 */
final class ViolationBuilder {
    /** The maximum number of violations. */
    static final int MOST = 50;

    /** The reason of a violation of our own limits rather than of the schema. */
    static final String LIMIT = "LIMIT";

    /** Passes on the kind of the error, and only those details that come from the schema. */
    static final MessageProvider KINDS = ViolationBuilder::kind;

    private static final String DETAIL = "\n";

    /** Kinds that only repeat the error of a subschema. */
    private static final Set<String> WRAPPERS = Set.of("allOf", "ifThen", "ifElse", "dependentSchemas");

    /** Keywords whose inner errors are not causes. */
    private static final Set<String> ALTERNATIVES = Set.of("anyOf", "oneOf", "not", "contains", "if", "propertyNames");

    /** Keywords that may hold a false schema, and in that case show by themselves what is not allowed. */
    private static final Map<String, String> CLOSED = Map.of(
            "additionalProperties", "The member is not one of those that the schema allows.",
            "unevaluatedProperties", "The member is not one of those that the schema allows.",
            "additionalItems", "The array has more elements than the schema allows.",
            "unevaluatedItems", "The array has more elements than the schema allows.",
            "items", "The array has more elements than the schema allows.");

    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry("anyOf", "The value matches none of the alternatives."),
            Map.entry("oneOf", "The value does not match exactly one of the alternatives."),
            Map.entry("not", "The value matches a schema that it must not match."),
            Map.entry("contains", "The array has no element that matches the required kind."),
            Map.entry("minContains", "The array has too few elements that match the required kind."),
            Map.entry("maxContains", "The array has too many elements that match the required kind."),
            Map.entry("propertyNames", "The object has a member whose name is not allowed."),
            Map.entry("const", "The value is not the one that the schema requires."),
            Map.entry("enum", "The value is not one of those that the schema allows."),
            Map.entry("multipleOf", "The number is not a multiple of the one that the schema requires."),
            Map.entry("maximum", "The number is too large."),
            Map.entry("exclusiveMaximum", "The number is too large."),
            Map.entry("minimum", "The number is too small."),
            Map.entry("exclusiveMinimum", "The number is too small."),
            Map.entry("maxLength", "The string is too long."),
            Map.entry("minLength", "The string is too short."),
            Map.entry("pattern", "The string does not match the regular expression of the schema."),
            Map.entry("format", "The string does not have the format that the schema requires."),
            Map.entry("maxItems", "The array has too many elements."),
            Map.entry("minItems", "The array has too few elements."),
            Map.entry("uniqueItems", "The array has duplicate elements."),
            Map.entry("maxProperties", "The object has too many members."),
            Map.entry("minProperties", "The object has too few members."));

    private ViolationBuilder() {}

    private static String kind(String key, Object... details) {
        return switch (key) {
            case "required", "dependentRequired" -> key + DETAIL + joined(DETAIL, details[0]);
            case "type" -> key + DETAIL + joined(" or ", details[1]);
            default -> key;
        };
    }

    private static String joined(String separator, Object names) {
        return String.join(
                separator,
                new TreeSet<>(
                        ((Collection<?>) names).stream().map(String::valueOf).toList()));
    }

    /** How the violation that an error comes to is told. */
    interface Telling {
        Violation told(dev.harrel.jsonschema.Error error, Violation violation);
    }

    /** What is told in another way does not decide whether and how the others are told. */
    static List<Violation> of(List<dev.harrel.jsonschema.Error> errors, Telling telling) {
        Set<Violation> violations = new LinkedHashSet<>();
        Set<Violation> retold = new LinkedHashSet<>();
        for (dev.harrel.jsonschema.Error error : errors) {
            if (violations.size() < MOST && retold.size() < MOST && isCause(error)) {
                for (Violation violation : violations(error)) {
                    Violation told = telling.told(error, violation);
                    (told.equals(violation) ? violations : retold).add(told);
                }
            }
        }
        return Stream.concat(
                        retold.stream(), violations.stream().filter(violation -> !isConsequence(violation, violations)))
                .limit(MOST)
                .toList();
    }

    /**
     * If a schema does not match, everything that it has evaluated counts as unevaluated. So a member is reported as
     * unevaluated only if nothing else is wrong with the object that it belongs to, or with anything below it.
     */
    private static boolean isConsequence(Violation violation, Collection<Violation> all) {
        return isUnevaluated(violation)
                && all.stream()
                        .anyMatch(other -> isWithin(other.field(), violation.field())
                                && (!isUnevaluated(other) || depth(other.field()) > depth(violation.field())));
    }

    private static boolean isUnevaluated(Violation violation) {
        return violation.reason().startsWith("UNEVALUATED");
    }

    private static boolean isWithin(String field, String sibling) {
        String holder = sibling.substring(0, sibling.lastIndexOf('/'));
        return field.equals(holder) || field.startsWith(holder + "/");
    }

    private static long depth(String field) {
        return field.chars().filter(character -> character == '/').count();
    }

    private static boolean isCause(dev.harrel.jsonschema.Error error) {
        if (WRAPPERS.contains(error.getError())) {
            return false;
        }
        List<String> path = List.of(error.getEvaluationPath().split("/"));
        boolean ofFalse = error.getKeyword() == null;
        return path.subList(0, ofFalse ? path.size() : path.size() - 1).stream().noneMatch(ALTERNATIVES::contains);
    }

    private static List<Violation> violations(dev.harrel.jsonschema.Error error) {
        String[] kind = error.getError().split(DETAIL, -1);
        String place = error.getInstanceLocation();
        String reason = upperSnake(error.getKeyword() == null ? "false" : error.getKeyword());
        return switch (kind[0]) {
            case "required", "dependentRequired" ->
                missing(place, reason, List.of(kind).subList(1, kind.length));
            case "type" -> List.of(new Violation(place, reason, "The value must be of type " + kind[1] + "."));
            case "falseSchema" -> List.of(closed(place, error.getEvaluationPath()));
            default -> List.of(new Violation(place, reason, sentence(kind[0])));
        };
    }

    /** Points to where the member should be: the pointer to the data as a whole is empty, and empty fields are not sent. */
    private static List<Violation> missing(String place, String reason, List<String> names) {
        List<Violation> violations = new ArrayList<>();
        names.forEach(name -> violations.add(new Violation(
                place + "/" + name.replace("~", "~0").replace("/", "~1"),
                reason,
                "The member \"" + name + "\" is missing.")));
        return violations;
    }

    private static Violation closed(String place, String path) {
        String keyword = path.substring(path.lastIndexOf('/') + 1);
        String sentence = CLOSED.get(keyword);
        return sentence == null
                ? new Violation(place, "FALSE", "No value is allowed here.")
                : new Violation(place, upperSnake(keyword), sentence);
    }

    static String sentence(String kind) {
        return SENTENCES.getOrDefault(kind, "The value does not match the schema.");
    }

    private static String upperSnake(String keyword) {
        StringBuilder snake = new StringBuilder();
        keyword.chars().forEach(letter -> {
            if (Character.isUpperCase(letter)) {
                snake.append('_');
            }
            snake.append((char) Character.toUpperCase(letter));
        });
        return snake.toString();
    }
}
