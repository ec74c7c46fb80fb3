package dev.kith.core;

import dev.kith.api.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where two versions of a user differ, as JSON Pointers into {@code {"schemaId", "data", "contact", "state"}}. An array counts
 * as a whole. Where very many members of the data differ, {@code /data} stands for all of them.
 */
final class ChangedFields {
    private static final int MOST = 50;
    private static final int LONGEST = 4_000;
    private static final String DATA = "/data";

    private final List<String> found = new ArrayList<>();
    private int length;

    private ChangedFields() {}

    static List<String> between(@Nullable User before, User after) {
        List<String> fields = new ArrayList<>();
        if (before == null || !before.schemaId().equals(after.schemaId())) {
            fields.add("/schemaId");
        }
        if (before == null || !before.content().equals(after.content())) {
            fields.addAll(data(before == null ? Json.Obj.EMPTY : before.data(), after.data()));
        }
        for (ContactChannel channel : ContactChannel.values()) {
            contact(fields, channel, before == null ? null : before.contact(channel), after.contact(channel));
        }
        if (before != null && (before.active() != after.active() || before.locked() != after.locked())) {
            fields.add("/state");
        }
        return fields;
    }

    private static void contact(
            List<String> fields, ContactChannel channel, @Nullable Contact old, @Nullable Contact present) {
        boolean email = channel == ContactChannel.EMAIL;
        String place = "/contact/" + (email ? "email" : "phone");
        if (old != null && present == null) {
            fields.add(place);
            return;
        }
        if (present != null && (old == null || !old.value().equals(present.value()))) {
            fields.add(place + (email ? "/address" : "/number"));
        }
        if ((present != null && present.verified()) != (old != null && old.verified())) {
            fields.add(place + "/isVerified");
        }
    }

    private static List<String> data(Json.Obj before, Json.Obj after) {
        ChangedFields fields = new ChangedFields();
        return fields.compare(DATA, before, after) ? fields.found : List.of(DATA);
    }

    /** Whether there is still room. */
    private boolean compare(String pointer, Json.Obj before, Json.Obj after) {
        Set<String> names = new LinkedHashSet<>(after.members().keySet());
        names.addAll(before.members().keySet());
        for (String name : names) {
            if (!compareMember(pointer, name, before.get(name), after.get(name))) {
                return false;
            }
        }
        return true;
    }

    private boolean compareMember(String pointer, String name, @Nullable Json old, @Nullable Json present) {
        if (old != null && old.equals(present)) {
            return true;
        }
        String place = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
        if (place.length() > LONGEST) {
            return false;
        }
        if (old instanceof Json.Obj oldMembers && present instanceof Json.Obj presentMembers) {
            return compare(place, oldMembers, presentMembers);
        }
        found.add(place);
        length += place.length();
        return found.size() <= MOST && length <= LONGEST;
    }
}
