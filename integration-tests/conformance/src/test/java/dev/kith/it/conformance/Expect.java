package dev.kith.it.conformance;

import dev.kith.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of a call.
 *
 * @param http the HTTP status over JSON
 * @param grpc the gRPC status over gRPC and gRPC-Web
 * @param details the expected error details
 * @param headers the response headers over JSON
 * @param json the values in the answer, by JSON pointer
 * @param effects what is expected to be true afterwards
 */
record Expect(
        int http, int grpc, Details details, Map<String, Matcher> headers, Map<String, Matcher> json, Effects effects) {

    /** The expected error details. */
    sealed interface Details {
        /** No expectation. */
        record Any() implements Details {}

        /** No details at all. */
        record None() implements Details {}

        /** A single error detail. */
        record One(String id) implements Details {}
    }

    static Expect read(Json json) {
        Members members = Members.of("expect", json);
        Expect expect = new Expect(
                members.integer("http"),
                members.integer("grpc"),
                members.optional("errorId").map(Expect::details).orElseGet(Details.Any::new),
                members.map("headers", (place, value) -> Matcher.of(value)),
                members.map("json", (place, value) -> Matcher.of(value)),
                members.optional("effects").map(Effects::read).orElse(Effects.NONE));
        members.nothingElse();
        expect.json.keySet().forEach(Pointer::of);
        return expect;
    }

    private static Details details(Json errorId) {
        return errorId == Json.Null.NULL
                ? new Details.None()
                : new Details.One(Members.text("expect.errorId", errorId));
    }

    /**
     * What is expected to be true afterwards; an empty value is no expectation.
     *
     * @param nothingChanged whether everything is to be exactly as before
     * @param notifications the messages that are handed to delivery
     * @param moved whether the time of change is to have moved
     * @param email the e-mail
     * @param phone the phone
     * @param data the data
     * @param schema the name of the schema
     * @param revision the revision
     * @param state the state
     * @param schemas the schemas by name
     */
    record Effects(
            boolean nothingChanged,
            Optional<List<Notice>> notifications,
            Optional<Boolean> moved,
            Optional<ContactAfter> email,
            Optional<ContactAfter> phone,
            Optional<Json> data,
            Optional<String> schema,
            Optional<Integer> revision,
            Optional<Given.State> state,
            Map<String, SchemaAfter> schemas) {
        /** No expectation. */
        static final Effects NONE = read(Json.Obj.EMPTY);

        static Effects read(Json json) {
            Members members = Members.of("effects", json);
            Effects effects = new Effects(
                    members.bool("nothingChanged", false),
                    members.optional("notifications").map(Effects::notices),
                    members.optionalText("changed").map(Effects::moved),
                    members.optional("email").map(value -> ContactAfter.read(members.place("email"), "address", value)),
                    members.optional("phone").map(value -> ContactAfter.read(members.place("phone"), "number", value)),
                    members.optional("data"),
                    members.optionalText("schema"),
                    members.optional("revision").map(value -> Members.integer(members.place("revision"), value)),
                    members.optionalText("state").map(Given.State::of),
                    members.map("schemas", SchemaAfter::read));
            members.nothingElse();
            return effects;
        }

        Optional<ContactAfter> contact(Channel channel) {
            return channel == Channel.EMAIL ? email : phone;
        }

        private static boolean moved(String word) {
            return switch (word) {
                case "moved" -> true;
                case "unmoved" -> false;
                default -> throw new NotUnderstood("unknown effect on changed: " + word);
            };
        }

        private static List<Notice> notices(Json json) {
            if (!(json instanceof Json.Arr array)) {
                throw new NotUnderstood("effects.notifications is not a list");
            }
            List<Notice> notices = new ArrayList<>();
            array.items().forEach(item -> notices.add(Notice.read(item)));
            return List.copyOf(notices);
        }
    }

    /**
     * A schema afterwards; an empty value is no expectation.
     *
     * @param state its state
     * @param revision its newest revision
     * @param moved whether the time of its change is to have moved
     */
    record SchemaAfter(Optional<Given.State> state, Optional<Integer> revision, Optional<Boolean> moved) {
        static SchemaAfter read(String place, Json json) {
            Members members = Members.of(place, json);
            SchemaAfter after = new SchemaAfter(
                    members.optionalText("state").map(Given.State::of),
                    members.optional("revision").map(value -> Members.integer(members.place("revision"), value)),
                    members.optionalText("changed").map(Effects::moved));
            members.nothingElse();
            return after;
        }
    }

    /** A contact afterwards. */
    sealed interface ContactAfter {
        /** There is none. */
        record Gone() implements ContactAfter {}

        /**
         * There is one; an empty value is no expectation.
         *
         * @param value the address or number
         * @param verified whether it is verified
         * @param pending what happened to the outstanding code
         */
        record There(Optional<Matcher> value, Optional<Boolean> verified, Optional<Pending> pending)
                implements ContactAfter {}

        static ContactAfter read(String place, String valueName, Json json) {
            if (json == Json.Null.NULL) {
                return new Gone();
            }
            Members members = Members.of(place, json);
            There there = new There(
                    members.optional(valueName).map(Matcher::of),
                    members.optionalBool("isVerified"),
                    members.optionalText("pendingCode").map(Pending::of));
            members.nothingElse();
            return there;
        }
    }

    /** What happened to the outstanding code. */
    enum Pending {
        /** There is none. */
        NONE,
        /** The earlier one still verifies. */
        KEPT,
        /** There is a fresh one. */
        NEW,
        /** An external service knows it. */
        EXTERNAL;

        static Pending of(String word) {
            return switch (word) {
                case "none" -> NONE;
                case "kept" -> KEPT;
                case "new" -> NEW;
                case "external" -> EXTERNAL;
                default -> throw new NotUnderstood("unknown effect on a pending code: " + word);
            };
        }
    }

    /**
     * A message to be handed to delivery.
     *
     * @param channel the channel
     * @param to the recipient
     * @param messageType the type
     * @param codeIncluded whether the code is in the message
     * @param subject the subject; empty if there is no expectation
     * @param link the link; empty if there is no expectation
     * @param text the text; empty if there is no expectation
     */
    record Notice(
            Channel channel,
            Matcher to,
            String messageType,
            boolean codeIncluded,
            Optional<Matcher> subject,
            Optional<Matcher> link,
            Optional<Matcher> text) {
        static Notice read(Json json) {
            Members members = Members.of("notification", json);
            Notice notice = new Notice(
                    Channel.of(members.text("channel")),
                    Matcher.of(members.required("to")),
                    members.text("messageType"),
                    members.requiredBool("codeIncluded"),
                    members.optional("subject").map(Matcher::of),
                    members.optional("link").map(Matcher::of),
                    members.optional("text").map(Matcher::of));
            members.nothingElse();
            return notice;
        }

        boolean matches(Captured message) {
            return channel == message.channel()
                    && to.matches(new Json.Text(message.to()))
                    && messageType.equals(message.type())
                    && codeIncluded == message.includesCode()
                    && matches(subject, message.subject())
                    && matches(link, message.link())
                    && matches(text, message.text());
        }

        private static boolean matches(Optional<Matcher> expected, String actual) {
            @Nullable Json value = actual.isEmpty() ? null : new Json.Text(actual);
            return expected.map(matcher -> matcher.matches(value)).orElse(true);
        }
    }
}
