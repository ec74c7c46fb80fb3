package dev.kith.core;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.core.UserTraces.AnswerTrace;
import dev.kith.core.UserTraces.MessageTrace;
import dev.kith.core.UserTraces.TokenTrace;
import dev.kith.core.UserTraces.UndoneTrace;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes users as lines that can be imported, and everything about one of them. Safe for several threads. */
final class UserExporter {
    private static final int FIRST_PAGE = 10;

    /** About so many characters of data are in memory at a time. */
    private static final long PAGE_CHARACTERS = 4_000_000;

    private final UserStore store;
    private final RestoreLinks links;
    private final KeptAnswers answers;

    UserExporter(UserStore store, RestoreLinks links, KeptAnswers answers) {
        this.store = store;
        this.links = links;
        this.answers = answers;
    }

    long all(OutputStream jsonLines) throws IOException {
        OutputStream out = new BufferedOutputStream(jsonLines, 64 * 1024);
        long users = 0;
        int most = FIRST_PAGE;
        List<User> page = store.users(null, most);
        while (!page.isEmpty()) {
            long characters = 0;
            for (User user : page) {
                String line = JsonText.write(line(user));
                characters += line.length();
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
            users += page.size();
            String last = page.get(page.size() - 1).id();
            boolean whole = page.size() == most;
            most = characters > PAGE_CHARACTERS ? Math.max(1, most / 2) : Math.min(UserStore.MOST_USERS, most * 2);
            page = whole ? store.users(last, most) : List.of();
        }
        out.flush();
        return users;
    }

    /** The members of {@link UserLine}. */
    static Json.Obj line(User user) {
        ObjectMembers members = new ObjectMembers()
                .text("userId", user.id())
                .text("organizationId", user.organization())
                .text("schemaId", user.schemaId())
                .value("data", user.data());
        ObjectMembers contact = new ObjectMembers();
        if (user.email() != null) {
            contact.value("email", value("address", user.email()).object());
        }
        if (user.phone() != null) {
            contact.value("phone", value("number", user.phone()).object());
        }
        if (!contact.isEmpty()) {
            members.value("contact", contact.object());
        }
        String beneath = user.active() ? "ACTIVE" : "INACTIVE";
        return members.text("state", user.locked() ? "LOCKED" : beneath)
                .text("unlocksTo", user.locked() ? beneath : null)
                .time("created", user.created())
                .object();
    }

    private static ObjectMembers value(String name, Contact contact) {
        return new ObjectMembers().text(name, contact.value()).value("isVerified", Json.Bool.of(contact.verified()));
    }

    Optional<Json.Obj> everything(String userId) {
        UserTraces traces = store.traces(userId, answers.caller(userId));
        return traces.isEmpty()
                ? Optional.empty()
                : Optional.of(new ObjectMembers()
                        .value("user", traces.user() == null ? Json.Null.NULL : whole(traces.user()))
                        .list("replacedContacts", traces.undoLinks(), this::replaced)
                        .list("undoneReplacements", traces.undone(), UserExporter::undone)
                        .list("messages", traces.messages(), UserExporter::message)
                        .list("tokens", traces.tokens(), UserExporter::token)
                        .list("uniqueContacts", traces.claims(), UserExporter::unique)
                        .list("keptAnswers", traces.answers(), UserExporter::answer)
                        .object());
    }

    private static Json.Obj whole(User user) {
        Map<String, Json> members = new LinkedHashMap<>(line(user).members());
        ObjectMembers contacts = new ObjectMembers();
        for (ContactChannel channel : ContactChannel.values()) {
            Contact contact = user.contact(channel);
            if (contact != null) {
                boolean email = channel == ContactChannel.EMAIL;
                contacts.value(email ? "email" : "phone", contact(email ? "address" : "number", contact));
            }
        }
        members.put("contact", contacts.object());
        members.put("schemaRevision", ObjectMembers.number(user.revision()));
        members.put("changed", new Json.Text(user.changed().toString()));
        members.put("version", ObjectMembers.number(user.version()));
        return new Json.Obj(members);
    }

    private static Json.Obj contact(String name, Contact contact) {
        ObjectMembers members = value(name, contact);
        Proof proof = contact.proof();
        if (proof != null) {
            members.value(
                    "pendingCode",
                    new ObjectMembers()
                            .text("for", proof.value())
                            .time("issued", proof.issued())
                            .time("expires", proof.expires())
                            .value("wrongGuesses", ObjectMembers.number(proof.guesses()))
                            .value("wrongGuessesOnPage", ObjectMembers.number(proof.pageGuesses()))
                            .value("pageViews", ObjectMembers.number(proof.looks()))
                            .value("requestedByOther", Json.Bool.of(proof.byOther()))
                            .object());
        }
        Contact.Redeemed redeemed = contact.redeemed();
        if (redeemed != null) {
            members.value(
                    "redeemedCode",
                    new ObjectMembers().time("redeemed", redeemed.at()).object());
        }
        Contact.Issued issued = contact.issued();
        return members.time("lastCodeSent", issued.last())
                .time("codesCountedSince", issued.windowStart())
                .value("codesCounted", ObjectMembers.number(issued.count()))
                .time("noticesCountedSince", issued.notices().windowStart())
                .value("noticesCounted", ObjectMembers.number(issued.notices().count()))
                .object();
    }

    private Json.Obj replaced(UndoEntry entry) {
        return new ObjectMembers()
                .text("channel", entry.channel().name())
                .text("value", links.value(entry).orElse(null))
                .time("replaced", entry.made())
                .time("undone", entry.used())
                .object();
    }

    private static Json.Obj undone(UndoneTrace trace) {
        return new ObjectMembers()
                .text("channel", trace.channel())
                .time("replaced", trace.made())
                .time("undone", trace.moment())
                .object();
    }

    private static Json.Obj message(MessageTrace message) {
        return new ObjectMembers()
                .text("id", message.id())
                .text("kind", message.kind())
                .text("channel", message.kind().equals("EVENT") ? null : message.channel())
                .text("recipient", message.recipient().isEmpty() ? null : message.recipient())
                .text("status", message.status())
                .time("created", message.created())
                .time("expires", message.expires())
                .time("closed", message.closed())
                .value("attempts", ObjectMembers.number(message.attempts()))
                .object();
    }

    private static Json.Obj unique(String channel) {
        return new ObjectMembers().text("channel", channel).object();
    }

    private static Json.Obj answer(AnswerTrace answer) {
        return new ObjectMembers()
                .text("call", answer.own() ? "BY_USER" : "ABOUT_USER")
                .time("keptUntil", answer.ends())
                .object();
    }

    private static Json.Obj token(TokenTrace token) {
        return new ObjectMembers()
                .text("subject", token.subject())
                .value(
                        "roles",
                        new Json.Arr(
                                token.roles().stream().<Json>map(Json.Text::new).toList()))
                .time("created", token.created())
                .object();
    }

    /** The members of an object; those without a value are left out. */
    private static final class ObjectMembers {
        private final Map<String, Json> members = new LinkedHashMap<>();

        static Json number(long value) {
            return new Json.Num(BigDecimal.valueOf(value));
        }

        ObjectMembers value(String name, Json value) {
            members.put(name, value);
            return this;
        }

        ObjectMembers text(String name, @Nullable String value) {
            return value == null ? this : value(name, new Json.Text(value));
        }

        ObjectMembers time(String name, @Nullable Instant value) {
            return text(name, value == null ? null : value.toString());
        }

        <T> ObjectMembers list(String name, List<T> items, Function<T, Json.Obj> write) {
            return value(name, new Json.Arr(items.stream().<Json>map(write).toList()));
        }

        boolean isEmpty() {
            return members.isEmpty();
        }

        Json.Obj object() {
            return new Json.Obj(members);
        }
    }
}
