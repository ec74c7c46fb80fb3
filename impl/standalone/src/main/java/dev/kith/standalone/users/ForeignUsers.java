package dev.kith.standalone.users;

import dev.kith.api.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What users of another server look like in its export. */
interface ForeignUsers {
    /**
     * Whether the objects of an array are users.
     *
     * @param names the names of the members that lead to it, each after a slash
     */
    boolean holdsUsers(String names);

    /** The member, before the users, that names the organization of those that follow; empty for none. */
    String ownerMember();

    /** Why a user is none that can be imported, empty where it can. */
    Optional<String> leaveOut(Json.Obj user);

    /** The line of a user. */
    Json.Obj line(Json.Obj user, @Nullable String owner);

    /** The text of a member, the first of some names that has one; {@code null} for none. */
    static @Nullable String text(Json.Obj object, String... names) {
        for (String name : names) {
            if (object.get(name) instanceof Json.Text text && !text.value().isEmpty()) {
                return text.value();
            }
        }
        return null;
    }

    /** Whether a member, one of some names, is true. */
    static boolean is(Json.Obj object, String... names) {
        for (String name : names) {
            if (object.get(name) == Json.Bool.TRUE) {
                return true;
            }
        }
        return false;
    }

    /** The object that is a member, an empty one for none. */
    static Json.Obj object(Json.Obj parent, String name) {
        return parent.get(name) instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    }

    /** Collects the members of a line; what is {@code null} or empty is left out. */
    final class LineMembers {
        private final Map<String, Json> members = new LinkedHashMap<>();

        LineMembers text(String name, @Nullable String value) {
            if (value != null) {
                members.put(name, new Json.Text(value));
            }
            return this;
        }

        LineMembers value(String name, Json value) {
            if (!value.equals(Json.Obj.EMPTY)) {
                members.put(name, value);
            }
            return this;
        }

        /** A contact, where there is a value. */
        LineMembers contact(String name, String member, @Nullable String value, boolean verified) {
            return value == null
                    ? this
                    : value(
                            name,
                            new LineMembers()
                                    .text(member, value)
                                    .value("isVerified", Json.Bool.of(verified))
                                    .object());
        }

        Json.Obj object() {
            return new Json.Obj(members);
        }
    }
}
