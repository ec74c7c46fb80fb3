package dev.kith.core;

import static dev.kith.api.ProblemCode.CONTACT_REMOVAL;
import static dev.kith.api.ProblemCode.PATCH_INAPPLICABLE;

import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.SetContact;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The document that merge patches and JSON patches apply to (contract, ruling R12): {@code {"schemaId", "data", "contact":
 * {"email": {"address"}, "phone": {"number"}}}}. What a patch makes of it is judged like the same change sent as plain
 * members.
 */
final class UserDocument {
    private final Documents documents;

    UserDocument(Documents documents) {
        this.documents = documents;
    }

    /** The members that a patch comes to. */
    Outcome<Change.Members> members(User user, Change change, UnaryOperator<Json.Obj> visible) {
        if (change instanceof Change.Members members) {
            return Outcome.done(members);
        }
        Json document = document(user, user.data());
        if (change instanceof Change.MergePatch merge) {
            return compare(user, documents.merge(document, merge.patch()));
        }
        Change.JsonPatch patch = (Change.JsonPatch) change;
        return documents
                .apply(document, patch.operations(), whole -> withVisibleData(whole, visible))
                .map(patched -> compare(user, patched))
                .orElseGet(() -> Outcome.refused(PATCH_INAPPLICABLE));
    }

    private static Json document(User user, Json.Obj data) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("schemaId", new Json.Text(user.schemaId()));
        members.put("data", data);
        Map<String, Json> contact = new LinkedHashMap<>();
        put(contact, ContactChannel.EMAIL, user.email());
        put(contact, ContactChannel.PHONE, user.phone());
        members.put("contact", new Json.Obj(contact));
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

    private static Json withVisibleData(Json whole, UnaryOperator<Json.Obj> visible) {
        return whole instanceof Json.Obj object && object.get("data") instanceof Json.Obj data
                ? object.with("data", visible.apply(data))
                : whole;
    }

    private static Outcome<Change.Members> compare(User user, Json patched) {
        if (!(patched instanceof Json.Obj document) || !(document.get("schemaId") instanceof Json.Text schemaId)) {
            return Outcome.refused(PATCH_INAPPLICABLE);
        }
        Json data = document.members().getOrDefault("data", Json.Obj.EMPTY);
        if (!(data instanceof Json.Obj object)) {
            return Outcome.refused(PATCH_INAPPLICABLE);
        }
        String newSchemaId = schemaId.value().equals(user.schemaId()) ? null : schemaId.value();
        return contact(user, document.get("contact"))
                .then(contact -> Outcome.done(new Change.Members(newSchemaId, object, contact)));
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

    /** What a channel is to be set to, if it differs. */
    private record Value(@Nullable String value) {
        static final Value UNCHANGED = new Value(null);
    }

    private static Outcome<Value> value(User user, ContactChannel channel, Json.Obj contact) {
        Contact present = user.contact(channel);
        Json entry = contact.get(name(channel));
        if (entry == null) {
            return present == null ? Outcome.done(Value.UNCHANGED) : Outcome.refused(CONTACT_REMOVAL);
        }
        if (!(entry instanceof Json.Obj object)) {
            return Outcome.refused(PATCH_INAPPLICABLE);
        }
        Json value = object.get(inner(channel));
        if (value == null && present != null) {
            return Outcome.refused(CONTACT_REMOVAL);
        }
        if (!(value instanceof Json.Text text)) {
            return Outcome.refused(PATCH_INAPPLICABLE);
        }
        boolean unchanged = present != null && present.value().equals(text.value());
        return Outcome.done(unchanged ? Value.UNCHANGED : new Value(text.value()));
    }
}
