package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.api.Problem.Violation;
import dev.kith.core.Documents.Covered;
import dev.kith.core.Documents.Occasion;
import dev.kith.core.Documents.Wish;
import dev.kith.json.document.JsonPointer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a caller sees with what it wants to see, and finds what it may not have (contract, rulings R5 and R63). The
 * stored data plays no part: whatever is answered here tells nothing about hidden values.
 */
final class DataChanges {
    private final Wish wish;
    private final boolean moved;
    private final Set<Violation> denials = new LinkedHashSet<>();
    private boolean aboutHidden;

    DataChanges(Wish wish) {
        this.wish = wish;
        this.moved = wish.occasion() == Occasion.MOVED;
    }

    List<Violation> denials(Place root) {
        boolean given = !root.isHidden() || !wish.data().members().isEmpty();
        if (given) {
            compare(wish.seen(), wish.data(), root, "", wish.occasion() != Occasion.CREATED);
        }
        wish.removed().forEach(names -> remove(names, root));
        return denials.stream().limit(ViolationBuilder.MOST).toList();
    }

    /** Whether anything that was found has to do with hidden values. */
    boolean areAboutHidden() {
        return aboutHidden;
    }

    /**
     * Nothing is compared below a value that may not be written: the value as a whole is reported.
     *
     * @param open whether something that the caller cannot see may be stored here
     */
    private void compare(@Nullable Json seen, @Nullable Json wanted, Place place, String pointer, boolean open) {
        place.budget().spend(1 + pointer.length() / 64);
        boolean same = Objects.equals(seen, wanted);
        if (place.isFree() || (same && (!moved || wanted == null)) || denials.size() == ViolationBuilder.MOST) {
            return;
        }
        if (cannotKeep(seen, wanted, same, place, open)) {
            refuse(pointer);
        } else if (place.isSealed() && (wanted != null || !moved)) {
            denials.add(new Violation(pointer, "PERMISSION", "The caller may not write this value."));
        } else {
            compareMembers(seen, wanted, place, pointer, open && mayBeObject(seen));
            compareElements(seen, wanted, place, pointer);
        }
    }

    /**
     * An array with anything hidden in it stays as it is. An object that may have hidden members stays an object, so that
     * they can stay.
     */
    private static boolean cannotKeep(
            @Nullable Json seen, @Nullable Json wanted, boolean same, Place place, boolean open) {
        if (seen instanceof Json.Arr array) {
            return !same && place.veils(array);
        }
        return open && mayBeObject(seen) && wanted != null && !(wanted instanceof Json.Obj) && place.hidesMembers();
    }

    private static boolean mayBeObject(@Nullable Json seen) {
        return seen == null || seen instanceof Json.Obj;
    }

    private void compareMembers(@Nullable Json seen, @Nullable Json wanted, Place place, String pointer, boolean open) {
        for (String name : names(seen, wanted)) {
            Place member = place.member(name);
            Json value = member(wanted, name);
            if (!member.isHidden()) {
                compare(member(seen, name), value, member, JsonPointer.child(pointer, name), open);
            } else if (value != null) {
                give(value, member, pointer);
            }
        }
    }

    /** Where an array is new, or has nothing hidden in it, its elements have nothing hidden in them either. */
    private void compareElements(@Nullable Json seen, @Nullable Json wanted, Place place, String pointer) {
        boolean veiled = seen instanceof Json.Arr array && place.veils(array);
        for (int i = 0; i < Math.max(size(seen), size(wanted)); i++) {
            Place element = place.element(i);
            Json value = item(wanted, i);
            if (!element.isHidden()) {
                compare(item(seen, i), value, element, JsonPointer.child(pointer, i), false);
            } else if (value != null && !veiled) {
                give(value, element, pointer);
            }
        }
    }

    /** A value for a hidden place. What is replaced cannot be seen, so it must be writable whatever it is. */
    private void give(Json value, Place place, String nearest) {
        place.budget().spend(1);
        boolean object = value instanceof Json.Obj;
        if (place.isSealed() || place.sealsElements() || (!object && place.sealsMembers())) {
            refuse(nearest);
        } else if (value instanceof Json.Obj members) {
            members.members().forEach((name, member) -> give(member, place.member(name), nearest));
        }
    }

    /** The same for a hidden place that is to be empty. */
    private void remove(List<String> names, Place root) {
        Place place = root;
        boolean sealed = place.isSealed();
        String pointer = "";
        for (String name : names) {
            Place holder = place;
            place = place.member(name);
            sealed |= place.isSealed();
            pointer = holder.isHidden() || place.isHidden() ? pointer : JsonPointer.child(pointer, name);
        }
        if (sealed || place.sealsMembers() || place.sealsElements()) {
            refuse(pointer);
        }
    }

    private void refuse(String pointer) {
        aboutHidden = true;
        denials.add(Covered.violation(pointer));
    }

    private static Set<String> names(@Nullable Json seen, @Nullable Json wanted) {
        Set<String> names = new LinkedHashSet<>();
        if (seen instanceof Json.Obj object) {
            names.addAll(object.members().keySet());
        }
        if (wanted instanceof Json.Obj object) {
            names.addAll(object.members().keySet());
        }
        return names;
    }

    private static @Nullable Json member(@Nullable Json value, String name) {
        return value instanceof Json.Obj object ? object.get(name) : null;
    }

    private static int size(@Nullable Json value) {
        return value instanceof Json.Arr array ? array.items().size() : 0;
    }

    private static @Nullable Json item(@Nullable Json value, int index) {
        return index < size(value)
                ? ((Json.Arr) Objects.requireNonNull(value)).items().get(index)
                : null;
    }
}
