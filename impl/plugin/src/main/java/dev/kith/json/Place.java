package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.core.Documents.Role;
import dev.kith.json.Subschema.Mark;
import dev.kith.json.document.WorkBudget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A place in data: the schemas that are located at a value. Every keyword counts, whether or not its branch of the schema is
 * the one that validates, and a role has the permissions that all of them grant (contract, section 14, ruling R5).
 *
 * <p>Which keywords are located at a value depends only on the names and indices that lead to it, never on values. So the
 * data before and after a change, and the data with and without its hidden parts, are evaluated alike.
 *
 * @param reading the schemas whose keywords hide values; only those from which a keyword can be reached
 * @param writing those of them that say what may be written
 * @param role who reads or writes
 * @param budget limits the work
 */
record Place(Set<Subschema> reading, Set<Subschema> writing, Role role, WorkBudget budget) {

    /** The place of the data as a whole. */
    static Place root(List<Subschema> reading, Subschema writing, Role role, WorkBudget budget) {
        return new Place(beside(reading, budget), beside(List.of(writing), budget), role, budget);
    }

    /** The place of a value to which these schemas apply. */
    static Place of(Set<Subschema> schemas, Role role, WorkBudget budget) {
        Set<Subschema> guarded = beside(schemas, budget);
        return new Place(guarded, guarded, role, budget);
    }

    /** Whether no keyword is located at the value or in it. */
    boolean isFree() {
        return reading.isEmpty();
    }

    /** Whether the role may not read the value. */
    boolean isHidden() {
        return reading.stream().anyMatch(subschema -> subschema.grant != null && !subschema.grant.reads(role));
    }

    /** Whether the role may not write the value. */
    boolean isSealed() {
        return writing.stream().anyMatch(subschema -> subschema.grant != null && !subschema.grant.writes(role));
    }

    /** Whether there may be something in an object at this place that the role may not read. */
    boolean hidesMembers() {
        return reading.stream().anyMatch(subschema -> subschema.has(Mark.CONCEALS_MEMBERS, role));
    }

    /** Whether there may be something in an array at this place that the role may not read. */
    boolean hidesElements() {
        return reading.stream().anyMatch(subschema -> subschema.has(Mark.CONCEALS_ELEMENTS, role));
    }

    /** Whether a member may be hidden, or be an object of which nothing can be seen. */
    boolean mayHide(String name) {
        Place member = member(name);
        return member.isHidden() || member.hidesMembers();
    }

    /** Whether there may be something in an object at this place that the role may not write. */
    boolean sealsMembers() {
        return writing.stream().anyMatch(subschema -> subschema.has(Mark.SEALS_MEMBERS, role));
    }

    /** Whether there may be something in an array at this place that the role may not write. */
    boolean sealsElements() {
        return writing.stream().anyMatch(subschema -> subschema.has(Mark.SEALS_ELEMENTS, role));
    }

    /**
     * Whether there may be something in an array that the role may not read. An element of which nothing is visible is null
     * there, so a null may stand for an object.
     *
     * @param seen the array as the role sees it
     */
    boolean veils(Json.Arr seen) {
        for (int i = 0; i < seen.items().size() && !isFree(); i++) {
            budget.spend(1);
            Place element = element(i);
            Json value = seen.items().get(i);
            if (element.isHidden() || element.holdsHidden(value) || element.mayStandForObject(value)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a null may be what is left of an object. */
    private boolean mayStandForObject(Json element) {
        return element == Json.Null.NULL && hidesMembers();
    }

    /** Whether there may be something in a value that the role sees and may not read. */
    boolean holdsHidden(@Nullable Json seen) {
        return seen instanceof Json.Arr array ? veils(array) : seen instanceof Json.Obj && hidesMembers();
    }

    Place member(String name) {
        return at(subschema -> ChildSchemas.member(subschema, name, budget));
    }

    Place element(int index) {
        return at(subschema -> ChildSchemas.element(subschema, index, budget));
    }

    private Place at(Function<Subschema, List<Subschema>> children) {
        Set<Subschema> below = below(reading, children);
        return new Place(below, writing.equals(reading) ? below : below(writing, children), role, budget);
    }

    private Set<Subschema> below(Set<Subschema> places, Function<Subschema, List<Subschema>> children) {
        List<Subschema> found = new ArrayList<>();
        places.forEach(subschema -> found.addAll(children.apply(subschema)));
        return beside(found, budget);
    }

    /**
     * These schemas and all that apply to the same value, except those from which no keyword can be reached. Circular
     * references terminate because each schema is visited once.
     */
    private static Set<Subschema> beside(Collection<Subschema> places, WorkBudget budget) {
        Set<Subschema> all = new LinkedHashSet<>();
        places.forEach(subschema -> collect(subschema, all, budget));
        return all;
    }

    private static void collect(Subschema subschema, Set<Subschema> all, WorkBudget budget) {
        if (subschema.isGuarded() && all.add(subschema)) {
            budget.spend(1);
            subschema.beside().forEach(beside -> collect(beside, all, budget));
        }
    }
}
