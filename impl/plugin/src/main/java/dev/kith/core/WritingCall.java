package dev.kith.core;

import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Operation;
import dev.kith.api.PatchUser;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.CallOptions;
import dev.kith.api.Preconditions.Precondition;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserRef;
import dev.kith.api.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that changes a user.
 *
 * @param caller who calls
 * @param operation the call
 * @param preconditions what it expects of the user, and how it is to be carried out
 * @param userId the user, empty for a new one
 * @param content what the user is to become; only read where calls are compared
 */
record WritingCall(
        Caller caller, Operation operation, Preconditions preconditions, String userId, Supplier<Json> content) {

    static WritingCall of(Caller caller, CreateUser command) {
        return new WritingCall(
                caller, Operation.CREATE_USER, command.preconditions(), "", () -> newUser(command.user()));
    }

    static WritingCall of(Caller caller, PatchUser command) {
        return new WritingCall(
                caller, Operation.PATCH_USER, command.preconditions(), command.id(), () -> change(command.change()));
    }

    static WritingCall of(Caller caller, SetContactEmail command) {
        return new WritingCall(
                caller,
                Operation.SET_CONTACT_EMAIL,
                command.preconditions(),
                command.id(),
                () -> email(command.email()));
    }

    static WritingCall of(Caller caller, SetContactPhone command) {
        return new WritingCall(
                caller,
                Operation.SET_CONTACT_PHONE,
                command.preconditions(),
                command.id(),
                () -> phone(command.phone()));
    }

    static WritingCall of(Caller caller, Operation operation, ResendCode command) {
        return new WritingCall(
                caller, operation, command.preconditions(), command.id(), () -> verification(command.verification()));
    }

    static WritingCall of(Caller caller, Operation operation, UserRef command) {
        return new WritingCall(caller, operation, command.preconditions(), command.id(), () -> Json.Null.NULL);
    }

    CallOptions options() {
        return preconditions.options();
    }

    /**
     * The call as a text that is the same for the same call only. Members are in the order of their names, since the maps of a
     * protobuf message have none, and numbers without zeros that say nothing.
     *
     * @param transport the way by which the call comes
     */
    String canonical(String transport) {
        return JsonText.write(list(
                text(transport),
                text(operation.name()),
                text(userId),
                selector(preconditions.instance()),
                selector(preconditions.organization()),
                version(preconditions.version()),
                canonical(content.get())));
    }

    private static Json canonical(Json value) {
        if (value instanceof Json.Obj object) {
            Map<String, Json> sorted = new TreeMap<>();
            object.members().forEach((name, member) -> sorted.put(name, canonical(member)));
            return new Json.Obj(sorted);
        }
        if (value instanceof Json.Arr array) {
            return new Json.Arr(
                    array.items().stream().map(WritingCall::canonical).toList());
        }
        return value instanceof Json.Num number ? new Json.Num(number.value().stripTrailingZeros()) : value;
    }

    private static Json selector(Selector selector) {
        if (selector instanceof Selector.Id byId) {
            return list(text("id"), text(byId.id()));
        }
        return selector instanceof Selector.Domain byDomain
                ? list(text("domain"), text(byDomain.domain()))
                : Json.Null.NULL;
    }

    private static Json version(@Nullable Precondition version) {
        if (version == null) {
            return Json.Null.NULL;
        }
        return version.any()
                ? Json.Bool.TRUE
                : new Json.Arr(version.versions().stream()
                        .sorted()
                        .map(WritingCall::text)
                        .toList());
    }

    private static Json newUser(CreateUser.@Nullable NewUser user) {
        return user == null
                ? Json.Null.NULL
                : list(text(user.schemaId()), orNull(user.data()), contact(user.contact()), text(user.userId()));
    }

    private static Json change(PatchUser.@Nullable Change change) {
        if (change instanceof PatchUser.Change.Members members) {
            return list(text("members"), text(members.schemaId()), orNull(members.data()), contact(members.contact()));
        }
        if (change instanceof PatchUser.Change.MergePatch merge) {
            return list(text("merge"), merge.patch());
        }
        if (change instanceof PatchUser.Change.JsonPatch patch) {
            List<Json> steps = new ArrayList<>(List.of(text("patch")));
            patch.operations()
                    .forEach(step -> steps.add(
                            list(text(step.op().name()), text(step.path()), text(step.from()), orNull(step.value()))));
            return new Json.Arr(steps);
        }
        return Json.Null.NULL;
    }

    private static Json contact(@Nullable SetContact contact) {
        return contact == null ? Json.Null.NULL : list(email(contact.email()), phone(contact.phone()));
    }

    private static Json email(SetContact.@Nullable Email email) {
        return email == null ? Json.Null.NULL : list(text(email.address()), verification(email.verification()));
    }

    private static Json phone(SetContact.@Nullable Phone phone) {
        return phone == null ? Json.Null.NULL : list(text(phone.number()), verification(phone.verification()));
    }

    private static Json verification(@Nullable Verification verification) {
        if (verification instanceof Verification.SendCode send) {
            return list(text("send"), text(send.urlTemplate()));
        }
        if (verification instanceof Verification.ReturnCode) {
            return text("return");
        }
        return verification instanceof Verification.Verified ? text("verified") : Json.Null.NULL;
    }

    private static Json list(Json... items) {
        return new Json.Arr(List.of(items));
    }

    private static Json text(@Nullable String text) {
        return text == null ? Json.Null.NULL : new Json.Text(text);
    }

    /** A JSON null that is given differs from a value that is not. */
    private static Json orNull(@Nullable Json value) {
        return value == null ? Json.Null.NULL : list(value);
    }
}
