package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.core.Documents.Role;
import dev.kith.json.text.GuardedPattern;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One schema within the document: an object or a boolean, with the schemas that its keywords hold or refer to. */
final class Subschema {
    /** Keywords whose schemas apply to nothing by themselves. */
    private static final Set<String> ELSEWHERE = Set.of("definitions", "$defs", "contentSchema");

    /** Its location in the document. */
    final String pointer;

    /**
     * Its location in the schema that is passed to the library: the same, with numbers in place of names. So a segment that
     * is not a number is a keyword, and a name can neither be mistaken for one nor break a URI.
     */
    final String key;

    final Json source;
    final @Nullable PermissionGrant grant;

    /** Keyword to the schemas of a list, or to the only one. */
    final Map<String, List<Subschema>> listed = new LinkedHashMap<>();

    /** Keyword to schemas by name. */
    final Map<String, Map<String, Subschema>> named = new LinkedHashMap<>();

    /** The schemas below unknown keywords of this one to which references lead. They apply to nothing by themselves. */
    final List<Subschema> referenced = new ArrayList<>();

    /** Keyword to the schema that it refers to. */
    final Map<String, Subschema> targets = new LinkedHashMap<>();

    /** Keyword to the meta-schema that it refers to. */
    final Map<String, String> metaSchemas = new LinkedHashMap<>();

    /** The text of a regular expression to its compiled form. */
    final Map<String, GuardedPattern> patterns = new LinkedHashMap<>();

    /** Whether a permission keyword can be reached from here. */
    private boolean guarded;

    /** Known when it was first asked for, which is after all references are resolved. */
    private @Nullable List<Subschema> beside;

    private final Map<Mark, Set<Role>> marks = new EnumMap<>(Mark.class);

    Subschema(String pointer, String key, Json source, @Nullable PermissionGrant grant) {
        this.pointer = pointer;
        this.key = key;
        this.source = source;
        this.grant = grant;
    }

    /** The schema that a keyword holds, {@code null} if there is none, or a list. */
    @Nullable
    Subschema one(String keyword) {
        List<Subschema> places = listed.get(keyword);
        return places != null && !(keyword(keyword) instanceof Json.Arr) ? places.get(0) : null;
    }

    List<Subschema> list(String keyword) {
        return keyword(keyword) instanceof Json.Arr ? listed.getOrDefault(keyword, List.of()) : List.of();
    }

    Map<String, Subschema> named(String keyword) {
        return named.getOrDefault(keyword, Map.of());
    }

    /** The compiled form of a regular expression of this schema. */
    GuardedPattern pattern(String text) {
        return Objects.requireNonNull(patterns.get(text));
    }

    private @Nullable Json keyword(String keyword) {
        return source instanceof Json.Obj object ? object.get(keyword) : null;
    }

    /**
     * The schemas that apply to the same value as this one. {@code contentSchema} does not: it applies to the content
     * that a string encodes.
     */
    List<Subschema> beside() {
        List<Subschema> known = beside;
        if (known == null) {
            known = List.copyOf(appliedBeside());
            beside = known;
        }
        return known;
    }

    private List<Subschema> appliedBeside() {
        List<Subschema> places = new ArrayList<>(targets.values());
        Stream.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else")
                .map(keyword -> listed.getOrDefault(keyword, List.of()))
                .forEach(places::addAll);
        places.addAll(named("dependentSchemas").values());
        places.addAll(named("dependencies").values());
        return places;
    }

    /** All schemas that apply to the same value as this one, or to something in it. */
    Stream<Subschema> next() {
        return Stream.of(
                        targets.values().stream(),
                        located(listed).flatMap(List::stream),
                        located(named).flatMap(places -> places.values().stream()))
                .flatMap(places -> places);
    }

    private static <T> Stream<T> located(Map<String, T> held) {
        return held.entrySet().stream()
                .filter(entry -> !ELSEWHERE.contains(entry.getKey()))
                .map(Map.Entry::getValue);
    }

    boolean isGuarded() {
        return guarded;
    }

    /** Marks it, and says whether it was not. */
    boolean guard() {
        boolean marked = !guarded;
        guarded = true;
        return marked;
    }

    boolean has(Mark mark, Role role) {
        return marks.getOrDefault(mark, Set.of()).contains(role);
    }

    /** Sets a mark, and says whether it was not set. */
    boolean set(Mark mark, Role role) {
        return marks.computeIfAbsent(mark, any -> EnumSet.noneOf(Role.class)).add(role);
    }

    /** What can be reached from a schema. */
    enum Mark {
        /** A keyword that does not let the role read. */
        CONCEALS,
        /** The same, by way of a member. */
        CONCEALS_MEMBERS,
        /** The same, by way of an element. */
        CONCEALS_ELEMENTS,
        /** A keyword that does not let the role write. */
        SEALS,
        /** The same, by way of a member. */
        SEALS_MEMBERS,
        /** The same, by way of an element. */
        SEALS_ELEMENTS
    }
}
