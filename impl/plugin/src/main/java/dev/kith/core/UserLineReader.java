package dev.kith.core;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.SetContact;
import dev.kith.api.Verification;
import dev.kith.core.UserLine.LineState;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the lines of an import, and says of those that are none why. */
final class UserLineReader {
    private static final Set<String> MEMBERS = Set.of(
            "userId", "organizationId", "schemaId", "schemaType", "data", "contact", "state", "unlocksTo", "created");
    private static final int LONGEST_NAME = 50;

    private UserLineReader() {}

    /** Why a line cannot be used; the sentence has no value of it. */
    static final class UnusableLine extends Exception {
        private static final long serialVersionUID = 1L;

        private final @Nullable String userId;

        UnusableLine(String sentence) {
            this(sentence, null);
        }

        private UnusableLine(String sentence, @Nullable String userId) {
            super(sentence, null, false, false);
            this.userId = userId;
        }

        String sentence() {
            return String.valueOf(getMessage());
        }

        /** The user that the line is about, as far as it can be told. */
        @Nullable
        String userId() {
            return userId;
        }
    }

    /**
     * Reads a line.
     *
     * @param number its number
     * @param bytes its bytes
     * @param now the present time; nobody was created later
     */
    static UserLine read(long number, byte[] bytes, Instant now) throws UnusableLine {
        Json.Obj line = object(json(text(bytes)), "");
        String userId = line.get("userId") instanceof Json.Text id ? id.value() : null;
        try {
            return read(number, line, now);
        } catch (UnusableLine fault) {
            throw new UnusableLine(fault.sentence(), userId);
        }
    }

    private static String text(byte[] bytes) throws UnusableLine {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnusableLine("The line is not UTF-8.");
        }
    }

    private static Json json(String text) throws UnusableLine {
        try {
            return JsonText.read(text);
        } catch (JsonText.Unreadable e) {
            throw new UnusableLine("The line is not JSON as it has to be: " + e.getMessage() + ".");
        }
    }

    private static UserLine read(long number, Json.Obj line, Instant now) throws UnusableLine {
        known(line, "", MEMBERS);
        String userId = text(line, "", "userId");
        if (userId == null) {
            throw new UnusableLine("/userId is missing.");
        }
        UserLine read = new UserLine(
                number,
                userId,
                text(line, "", "organizationId"),
                text(line, "", "schemaId"),
                text(line, "", "schemaType"),
                data(line),
                contact(line),
                state(text(line, "", "state"), text(line, "", "unlocksTo")),
                created(text(line, "", "created"), now));
        if (read.schemaId() != null && read.schemaType() != null) {
            throw new UnusableLine("The schema has to be named by /schemaId or by /schemaType, not by both.");
        }
        return read;
    }

    private static Json.@Nullable Obj data(Json.Obj line) throws UnusableLine {
        Json data = given(line, "data");
        return data == null ? null : object(data, "/data");
    }

    private static SetContact contact(Json.Obj line) throws UnusableLine {
        Json given = given(line, "contact");
        if (given == null) {
            return SetContact.NOTHING;
        }
        Json.Obj contact = object(given, "/contact");
        known(contact, "/contact", Set.of("email", "phone"));
        Json email = given(contact, "email");
        Json phone = given(contact, "phone");
        return new SetContact(
                email == null ? null : email(object(email, "/contact/email")),
                phone == null ? null : phone(object(phone, "/contact/phone")));
    }

    private static SetContact.Email email(Json.Obj email) throws UnusableLine {
        return new SetContact.Email(value(email, "/contact/email", "address"), verification(email, "/contact/email"));
    }

    private static SetContact.Phone phone(Json.Obj phone) throws UnusableLine {
        return new SetContact.Phone(value(phone, "/contact/phone", "number"), verification(phone, "/contact/phone"));
    }

    private static String value(Json.Obj contact, String place, String name) throws UnusableLine {
        known(contact, place, Set.of(name, "isVerified"));
        String value = text(contact, place, name);
        if (value == null) {
            throw new UnusableLine(place + "/" + name + " is missing.");
        }
        return value;
    }

    private static @Nullable Verification verification(Json.Obj contact, String place) throws UnusableLine {
        Json verified = given(contact, "isVerified");
        if (verified != null && !(verified instanceof Json.Bool)) {
            throw new UnusableLine(place + "/isVerified has to be true or false.");
        }
        return verified == Json.Bool.TRUE ? new Verification.Verified(true) : null;
    }

    private static @Nullable LineState state(@Nullable String state, @Nullable String unlocksTo) throws UnusableLine {
        boolean locked = "LOCKED".equals(state);
        if (unlocksTo != null && !locked) {
            throw new UnusableLine("/unlocksTo belongs to the /state LOCKED.");
        }
        if (locked) {
            return new LineState(unlocksTo == null ? null : active(unlocksTo, "/unlocksTo has to be"), true);
        }
        return state == null ? null : new LineState(active(state, "/state has to be LOCKED,"), false);
    }

    private static boolean active(String state, String otherwise) throws UnusableLine {
        if (!Set.of("ACTIVE", "INACTIVE").contains(state)) {
            throw new UnusableLine(otherwise + " ACTIVE or INACTIVE.");
        }
        return state.equals("ACTIVE");
    }

    private static @Nullable Instant created(@Nullable String text, Instant now) throws UnusableLine {
        if (text == null) {
            return null;
        }
        Instant created;
        try {
            created = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeParseException e) {
            throw new UnusableLine("/created has to be a time in the form of RFC 3339.");
        }
        if (created.isBefore(Instant.EPOCH) || created.isAfter(now)) {
            throw new UnusableLine("/created has to be between 1970 and now.");
        }
        return created;
    }

    private static void known(Json.Obj object, String place, Set<String> names) throws UnusableLine {
        for (String name : object.members().keySet()) {
            if (!names.contains(name)) {
                String start = name.length() <= LONGEST_NAME
                        ? name
                        : name.substring(0, name.offsetByCodePoints(0, name.codePointCount(0, LONGEST_NAME))) + "…";
                throw new UnusableLine((place.isEmpty() ? "The line" : place) + " has a member that is not known: "
                        + JsonText.write(new Json.Text(start)) + ".");
            }
        }
    }

    private static Json.Obj object(Json value, String place) throws UnusableLine {
        if (value instanceof Json.Obj object) {
            return object;
        }
        throw new UnusableLine((place.isEmpty() ? "The line" : place) + " has to be an object.");
    }

    private static @Nullable String text(Json.Obj object, String place, String name) throws UnusableLine {
        Json value = given(object, name);
        if (value != null && !(value instanceof Json.Text)) {
            throw new UnusableLine(place + "/" + name + " has to be a text.");
        }
        return value instanceof Json.Text text ? text.value() : null;
    }

    private static @Nullable Json given(Json.Obj object, String name) {
        Json value = object.get(name);
        return value == Json.Null.NULL ? null : value;
    }
}
