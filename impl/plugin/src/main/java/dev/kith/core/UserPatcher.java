package dev.kith.core;

import static dev.kith.core.CommandChecks.first;

import dev.kith.api.Caller;
import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.Preconditions;
import dev.kith.api.Receipt;
import dev.kith.api.SetContact;
import dev.kith.core.AccessControl.Need;
import dev.kith.core.DataRules.Write;
import dev.kith.core.Documents.Role;
import dev.kith.core.UserStore.Found;

/** Changes a user's schema, data and contacts, all or nothing, in the order of the checks (contract, section 7). */
final class UserPatcher {
    private final CommandChecks checks;
    private final AccessControl access;
    private final DataRules data;
    private final UserDocument document;
    private final ContactService contacts;
    private final UserTransactions transactions;

    UserPatcher(
            CommandChecks checks,
            AccessControl access,
            DataRules data,
            UserDocument document,
            ContactService contacts,
            UserTransactions transactions) {
        this.checks = checks;
        this.access = access;
        this.data = data;
        this.document = document;
        this.contacts = contacts;
        this.transactions = transactions;
    }

    Outcome<Receipt> patch(Caller caller, PatchUser command) {
        Change change = command.change();
        Change.Members members = change instanceof Change.Members given ? given : null;
        SetContact contact = members == null ? null : members.contact();
        return first(
                        () -> members == null
                                ? FieldRules.of(command.preconditions())
                                : FieldRules.of(command.preconditions(), members),
                        checks::feature,
                        () -> CommandChecks.id(command.id()),
                        () -> checks.contact(command.id(), contact))
                .map(Outcome::<Receipt>refused)
                .orElseGet(() -> transactions.change(
                        caller,
                        Need.WRITE.andVouch(CommandChecks.vouches(contact)),
                        command.preconditions(),
                        command.id(),
                        found -> change == null
                                ? Outcome.done(UserUpdate.of(found.user()))
                                : patch(caller, command.preconditions(), found, change)));
    }

    private Outcome<UserUpdate> patch(Caller caller, Preconditions preconditions, Found found, Change change) {
        Role role = AccessControl.role(caller, found.user());
        boolean merelySelf = access.merelySelf(caller, found.user());
        return document.members(found.user(), change, content -> data.visible(with(found, content), role))
                .then(members -> change instanceof Change.Members
                        ? Outcome.done(members)
                        : judged(preconditions, found.user(), members))
                .then(members -> data.write(found, new Write(members.schemaId(), members.data(), role, merelySelf))
                        .then(written -> contacts.set(caller, written, members.contact())));
    }

    /** What a patch document comes to is held to the same rules as plain members. */
    private Outcome<Change.Members> judged(Preconditions preconditions, User user, Change.Members members) {
        return first(() -> FieldRules.of(preconditions, members), () -> checks.contact(user.id(), members.contact()))
                .map(Outcome::<Change.Members>refused)
                .orElseGet(() -> Outcome.done(members));
    }

    private static Found with(Found found, Json.Obj data) {
        User user = found.user();
        return new Found(user.withData(user.schemaId(), user.revision(), data), found.head());
    }
}
