package dev.kith.it.conformance;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares the result of a call with what was expected.
 *
 * @param world the ids
 * @param before what was stored before the call
 * @param answer what came back
 * @param after what is stored after it
 * @param delivered the messages of the call
 * @param findings where to report the differences
 */
record Judgement(
        World world, Snapshot before, Answer answer, Snapshot after, List<Captured> delivered, Findings findings) {
    private static final Pointer CHANGED = Pointer.of("/details/changed");
    private static final String ERROR_DETAIL = "type.googleapis.com/zitadel.v1.ErrorDetail";

    void judge(Expect expect, Transport transport, boolean countsGuesses) {
        judgeAnswer(expect, transport);
        Expect.Effects effects = expect.effects();
        if (effects.nothingChanged()) {
            findings.equal("everything stored", counted(before, countsGuesses), counted(after, countsGuesses));
        }
        effects.notifications().ifPresent(this::judgeNotifications);
        effects.moved().ifPresent(this::judgeChanged);
        effects.state().ifPresent(this::judgeState);
        effects.email().ifPresent(contact -> judgeContact(Channel.EMAIL, contact));
        effects.phone().ifPresent(contact -> judgeContact(Channel.SMS, contact));
        effects.data()
                .ifPresent(data -> judgeUser(user -> findings.require(
                        data.equals(user.data()),
                        "data: expected " + JsonText.write(data) + " but is " + JsonText.write(user.data()))));
        effects.schema()
                .ifPresent(name -> judgeUser(user -> findings.equal("schema", schemaId(name), user.schemaId())));
        effects.revision()
                .ifPresent(revision -> judgeUser(user -> findings.equal("revision", revision, user.revision())));
    }

    private static Snapshot counted(Snapshot snapshot, boolean countsGuesses) {
        return countsGuesses ? snapshot.withoutCounters() : snapshot;
    }

    private String schemaId(String name) {
        String id = world.schemas().get(name);
        if (id == null) {
            throw new NotUnderstood("effects name a schema that is not given: " + name);
        }
        return id;
    }

    private void judgeAnswer(Expect expect, Transport transport) {
        findings.equal("status", transport.expectedStatus(expect), answer.status());
        if (transport.judgesHeaders()) {
            expect.headers().forEach((name, matcher) -> judge("header " + name, matcher, answer.header(name)));
        }
        expect.json()
                .forEach((pointer, matcher) ->
                        judge(pointer, matcher, Pointer.of(pointer).in(answer.body())));
        judgeDetails(expect.details());
        if (!findings.all().isEmpty()) {
            findings.add("the whole answer is " + (answer.body() == null ? "empty" : JsonText.write(answer.body())));
        }
    }

    private void judge(String what, Matcher matcher, @Nullable Json actual) {
        findings.require(
                matcher.matches(actual),
                what + ": expected " + matcher + " but is " + (actual == null ? "absent" : JsonText.write(actual)));
    }

    private void judgeDetails(Expect.Details expected) {
        Json details = Pointer.of("/details").in(answer.body());
        if (expected instanceof Expect.Details.None) {
            findings.require(details == null, "the error has details");
        } else if (expected instanceof Expect.Details.One one) {
            List<Json> ids = details instanceof Json.Arr array
                    ? array.items().stream().filter(Judgement::isErrorDetail).toList()
                    : List.of();
            findings.require(
                    ids.size() == 1
                            && new Json.Text(one.id()).equals(Pointer.of("/id").in(ids.get(0))),
                    "no single error detail of id " + one.id());
        }
    }

    private static boolean isErrorDetail(Json detail) {
        return new Json.Text(ERROR_DETAIL).equals(Pointer.of("/@type").in(detail));
    }

    private void judgeNotifications(List<Expect.Notice> expected) {
        List<Captured> left = new ArrayList<>(delivered);
        for (Expect.Notice notice : expected) {
            Optional<Captured> found = left.stream().filter(notice::matches).findFirst();
            found.ifPresentOrElse(
                    left::remove, () -> findings.add("no message like " + notice + " among " + delivered));
        }
        findings.require(left.isEmpty(), "messages that were not expected: " + left);
    }

    private void judgeChanged(boolean moved) {
        Instant earlier = changedBefore();
        Instant told = time(CHANGED.in(answer.body()));
        if (told == null) {
            findings.add("the answer does not say when the user was changed");
        } else if (moved) {
            findings.require(told.isAfter(earlier), "changed is " + told + ", not later than " + earlier);
        } else {
            findings.equal("changed", earlier, told);
        }
        Snapshot.User stored = after.users().get(world.subject());
        findings.require(stored == null || stored.changed().equals(told), "changed is not stored as it was answered");
    }

    private Instant changedBefore() {
        Snapshot.User user = before.users().get(world.subject());
        return user == null ? Instant.MIN : user.changed();
    }

    private static @Nullable Instant time(@Nullable Json value) {
        try {
            return value instanceof Json.Text text
                    ? OffsetDateTime.parse(text.value()).toInstant()
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private void judgeState(Given.State expected) {
        Snapshot.User user = after.users().get(world.subject());
        Given.State actual =
                user == null ? Given.State.DELETED : user.active() ? Given.State.ACTIVE : Given.State.INACTIVE;
        findings.equal("state", expected, actual);
    }

    private void judgeUser(Consumer<Snapshot.User> judge) {
        Snapshot.User user = after.users().get(world.subject());
        if (user == null) {
            findings.add("the user is gone");
        } else {
            judge.accept(user);
        }
    }

    private void judgeContact(Channel channel, Expect.ContactAfter expected) {
        Snapshot.Contact contact = after.contact(world.subject(), channel);
        if (expected instanceof Expect.ContactAfter.There there) {
            if (contact == null) {
                findings.add("there is no contact " + channel);
            } else {
                judgeContact(channel, there, contact);
            }
        } else {
            findings.require(contact == null, "there is a contact " + channel);
        }
    }

    private void judgeContact(Channel channel, Expect.ContactAfter.There expected, Snapshot.Contact contact) {
        expected.value().ifPresent(value -> judge(channel + " value", value, new Json.Text(contact.value())));
        expected.verified().ifPresent(verified -> findings.equal(channel + " verified", verified, contact.verified()));
        expected.pending()
                .ifPresent(pending -> findings.require(
                        isPending(pending, before.proof(world.subject(), channel), contact.proof()),
                        channel + " code: expected " + pending + " but before is "
                                + before.proof(world.subject(), channel) + " and after is " + contact.proof()));
    }

    /** What the storage shows; whether a code really verifies is tried when the case is over. */
    private static boolean isPending(
            Expect.Pending expected, Snapshot.@Nullable Proof earlier, Snapshot.@Nullable Proof now) {
        return switch (expected) {
            case NONE -> now == null;
            case KEPT -> now != null && now.equals(earlier);
            case NEW -> now != null && now.hash() != null && (earlier == null || isFresh(earlier, now));
            case EXTERNAL -> now != null && now.hash() == null;
        };
    }

    private static boolean isFresh(Snapshot.Proof earlier, Snapshot.Proof now) {
        return !now.id().equals(earlier.id()) && !Objects.equals(now.hash(), earlier.hash());
    }

    /** Judges what an administrator reads of a schema. */
    void judgeSchema(String schemaId, Expect.SchemaAfter expected, Answer read) {
        boolean deleted = expected.state().equals(Optional.of(Given.State.DELETED));
        findings.equal("status of reading schema " + schemaId, deleted ? 404 : 200, read.status());
        if (deleted || read.status() != 200) {
            return;
        }
        Json view = Pointer.of("/userSchema").in(read.body());
        expected.state()
                .ifPresent(state -> findings.equal(
                        "state of schema " + schemaId,
                        new Json.Text("STATE_" + state),
                        Pointer.of("/state").in(view)));
        expected.revision()
                .ifPresent(revision -> findings.equal(
                        "revision of schema " + schemaId,
                        new Json.Num(BigDecimal.valueOf(revision)),
                        Pointer.of("/revision").in(view)));
        Instant told = time(CHANGED.in(view));
        Snapshot.Schema earlier = before.schemas().get(schemaId);
        if (told == null || earlier == null) {
            findings.add("schema " + schemaId + " does not say when it was changed");
        } else {
            expected.moved()
                    .ifPresent(moved -> findings.require(
                            moved ? told.isAfter(earlier.changed()) : told.equals(earlier.changed()),
                            "schema " + schemaId + " was changed at " + told + ", before at " + earlier.changed()));
        }
    }

    /** Compares what an administrator reads over the wire with what is stored. */
    void judgeReading(Answer read, boolean mayReadAll) {
        Snapshot.User user = after.users().get(world.subject());
        findings.equal("status of reading the user", user == null ? 404 : 200, read.status());
        if (user == null || read.status() != 200) {
            return;
        }
        Json view = Pointer.of("/user").in(read.body());
        findings.equal("changed as read", user.changed(), time(CHANGED.in(view)));
        findings.equal(
                "created as read",
                user.created(),
                time(Pointer.of("/details/created").in(view)));
        findings.equal(
                "schema as read",
                new Json.Text(user.schemaId()),
                Pointer.of("/schema/id").in(view));
        findings.equal(
                "revision as read",
                new Json.Num(BigDecimal.valueOf(user.revision())),
                Pointer.of("/schema/revision").in(view));
        findings.require(
                !mayReadAll
                        || user.data()
                                .equals(Objects.requireNonNullElse(
                                        Pointer.of("/data").in(view), Json.Obj.EMPTY)),
                "data as read differs from the data that is stored");
        findings.equal(
                "state as read",
                new Json.Text("USER_STATE_" + state(user)),
                Pointer.of("/state").in(view));
        judgeReading("email", "address", user.contact(Channel.EMAIL), view);
        judgeReading("phone", "number", user.contact(Channel.SMS), view);
    }

    private static String state(Snapshot.User user) {
        return user.locked() ? "LOCKED" : user.active() ? "ACTIVE" : "INACTIVE";
    }

    private void judgeReading(String name, String valueName, Snapshot.@Nullable Contact contact, @Nullable Json view) {
        Json value = Pointer.of("/contact/" + name + "/" + valueName).in(view);
        Json verified = Pointer.of("/contact/" + name + "/isVerified").in(view);
        findings.equal(name + " as read", contact == null ? null : new Json.Text(contact.value()), value);
        findings.equal(name + " verified as read", contact != null && contact.verified(), verified == Json.Bool.TRUE);
    }
}
