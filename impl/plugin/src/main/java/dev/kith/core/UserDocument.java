package dev.kith.core;

import static dev.kith.api.ProblemCode.PATCH_INAPPLICABLE;
import static dev.kith.api.ProblemCode.PATCH_MEMBER_UNKNOWN;

import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.PatchUser.Change.JsonPatch.Op;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import dev.kith.api.SetContact;
import dev.kith.core.Documents.Cover;
import dev.kith.core.Documents.DataAccess;
import dev.kith.core.Documents.Patched;
import dev.kith.core.Documents.Role;
import dev.kith.core.UserStore.Found;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The document that merge patches and JSON patches apply to (contract, ruling R12): {@code {"schemaId", "data", "contact":
 * {"email": {"address"}, "phone": {"number"}}}}. What a patch makes of it is judged like the same change sent as plain
 * members; other members than these are refused (contract, ruling R70), and a contact that is missing in it is removed
 * (contract, ruling R78).
 */
final class UserDocument {
    private static final String SCHEMA_ID = "schemaId";
    private static final String DATA = "data";
    private static final String CONTACT = "contact";
    private static final Set<String> MEMBERS = Set.of(SCHEMA_ID, DATA, CONTACT);
    private static final Set<String> CHANNELS =
            Stream.of(ContactChannel.values()).map(UserDocument::name).collect(Collectors.toUnmodifiableSet());

    private static final Set<String> CONTACT_PLACES =
            CHANNELS.stream().map(channel -> "/" + CONTACT + "/" + channel).collect(Collectors.toUnmodifiableSet());

    private final Documents documents;
    private final DataRules data;

    UserDocument(Documents documents, DataRules data) {
        this.documents = documents;
        this.data = data;
    }

    /**
     * What a patch asks for.
     *
     * @param members the members that it comes to
     * @param removed the hidden places in the data that it removes
     * @param removedContacts the contacts that it removes
     */
    record Asked(Change.Members members, Set<List<String>> removed, Set<ContactChannel> removedContacts) {}

    /**
     * What a change asks for. A patch document applies to what the caller may see, and where it names another schema, to what
     * that one lets the caller see as well; whoever is the user and nothing more hears nothing of other schemas.
     */
    Outcome<Asked> asked(Found found, Change change, Role role, boolean merelySelf) {
        if (change instanceof Change.Members members) {
            return Outcome.done(new Asked(members, Set.of(), Set.of()));
        }
        User user = found.user();
        return asked(user, change, data.reading(found, role)).then(asked -> {
            String schemaId = asked.members().schemaId();
            return schemaId == null || merelySelf
                    ? Outcome.done(asked)
                    : asked(user, change, data.reading(found, role, schemaId)).then(again -> same(schemaId, again));
        });
    }

    private static Outcome<Asked> same(String schemaId, Asked asked) {
        return schemaId.equals(asked.members().schemaId()) ? Outcome.done(asked) : Outcome.refused(PATCH_INAPPLICABLE);
    }

    private Outcome<Asked> asked(User user, Change change, DataAccess access) {
        Json document = document(user, access.visible(user.data()));
        Cover cover = (whole, names) -> whole instanceof Json.Obj members
                        && !names.isEmpty()
                        && names.get(0).equals(DATA)
                ? access.covered(data(members), names.subList(1, names.size()))
                : null;
        Outcome<Patched> patched = change instanceof Change.MergePatch merge
                ? documents.merge(document, merge.patch(), cover)
                : documents.apply(document, lenient(((Change.JsonPatch) change).operations()), cover);
        return patched.then(result -> compare(user, result.document())
                .then(compared -> Outcome.done(
                        new Asked(compared.members(), within(result.removed()), compared.removedContacts()))));
    }

    /** To remove a contact that is not there is no change, so one is put there before it is removed. */
    private static List<Step> lenient(List<Step> operations) {
        return operations.stream()
                .flatMap(step -> step.op() == Op.REMOVE && CONTACT_PLACES.contains(step.path())
                        ? Stream.of(new Step(Op.ADD, step.path(), null, Json.Obj.EMPTY), step)
                        : Stream.of(step))
                .toList();
    }

    private static Json data(Json.Obj document) {
        return document.members().getOrDefault(DATA, Json.Obj.EMPTY);
    }

    private static Set<List<String>> within(Set<List<String>> removed) {
        return removed.stream()
                .map(names -> List.copyOf(names.subList(1, names.size())))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Json document(User user, Json.Obj data) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put(SCHEMA_ID, new Json.Text(user.schemaId()));
        members.put(DATA, data);
        Map<String, Json> contact = new LinkedHashMap<>();
        put(contact, ContactChannel.EMAIL, user.email());
        put(contact, ContactChannel.PHONE, user.phone());
        members.put(CONTACT, new Json.Obj(contact));
        return new Json.Obj(members);
    }

    private static void put(Map<String, Json> members, ContactChannel channel, @Nullable Contact contact) {
        if (contact != null) {
            members.put(name(channel), new Json.Obj(Map.of(inner(channel), new Json.Text(contact.value()))));
        }
    }

    private static String name(ContactChannel channel) {
        return channel == ContactChannel.EMAIL ? "email" : "phone";
    }

    private static String inner(ContactChannel channel) {
        return channel == ContactChannel.EMAIL ? "address" : "number";
    }

    /** What a document that was patched asks for. */
    private record Compared(Change.Members members, Set<ContactChannel> removedContacts) {}

    private static Outcome<Compared> compare(User user, Json patched) {
        if (hasUnknownMembers(patched)) {
            return Outcome.refused(PATCH_MEMBER_UNKNOWN);
        }
        if (!(patched instanceof Json.Obj document) || !(document.get(SCHEMA_ID) instanceof Json.Text schemaId)) {
            return Outcome.refused(PATCH_INAPPLICABLE);
        }
        if (!(data(document) instanceof Json.Obj object)) {
            return Outcome.refused(PATCH_INAPPLICABLE);
        }
        String newSchemaId = schemaId.value().equals(user.schemaId()) ? null : schemaId.value();
        return contact(user, document.get(CONTACT))
                .then(contact -> Outcome.done(new Compared(
                        new Change.Members(newSchemaId, object, contact), removed(user, document.get(CONTACT)))));
    }

    private static boolean hasUnknownMembers(Json document) {
        Json contact = member(document, CONTACT);
        return hasOthers(document, MEMBERS)
                || hasOthers(contact, CHANNELS)
                || Stream.of(ContactChannel.values())
                        .anyMatch(channel -> hasOthers(member(contact, name(channel)), Set.of(inner(channel))));
    }

    private static boolean hasOthers(@Nullable Json value, Set<String> known) {
        return value instanceof Json.Obj object
                && !known.containsAll(object.members().keySet());
    }

    private static @Nullable Json member(@Nullable Json value, String name) {
        return value instanceof Json.Obj object ? object.get(name) : null;
    }

    /** A contact without its address or number is none, as is one that is left out, on its own or with the other. */
    private static Set<ContactChannel> removed(User user, @Nullable Json contact) {
        return Stream.of(ContactChannel.values())
                .filter(channel ->
                        user.contact(channel) != null && member(member(contact, name(channel)), inner(channel)) == null)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Outcome<SetContact> contact(User user, @Nullable Json contact) {
        if (contact != null && !(contact instanceof Json.Obj)) {
            return Outcome.refused(PATCH_INAPPLICABLE);
        }
        Json.Obj members = contact instanceof Json.Obj object ? object : Json.Obj.EMPTY;
        return value(user, ContactChannel.EMAIL, members)
                .then(email -> value(user, ContactChannel.PHONE, members)
                        .then(phone -> Outcome.done(new SetContact(
                                email.value() == null ? null : new SetContact.Email(email.value(), null),
                                phone.value() == null ? null : new SetContact.Phone(phone.value(), null)))));
    }

    /** What a channel is to be set to, if it is to be set and differs. */
    private record Value(@Nullable String value) {
        static final Value UNCHANGED = new Value(null);
    }

    private static Outcome<Value> value(User user, ContactChannel channel, Json.Obj contact) {
        Contact present = user.contact(channel);
        Json entry = contact.get(name(channel));
        if (entry == null) {
            return Outcome.done(Value.UNCHANGED);
        }
        if (!(entry instanceof Json.Obj object)) {
            return Outcome.refused(PATCH_INAPPLICABLE);
        }
        Json value = object.get(inner(channel));
        if (value == null) {
            return Outcome.done(Value.UNCHANGED);
        }
        if (!(value instanceof Json.Text text)) {
            return Outcome.refused(PATCH_INAPPLICABLE);
        }
        boolean unchanged = present != null && present.value().equals(text.value());
        return Outcome.done(unchanged ? Value.UNCHANGED : new Value(text.value()));
    }
}
