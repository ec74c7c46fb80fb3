package dev.kith.core;

import static dev.kith.core.CommandChecks.first;

import dev.kith.api.Caller;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.Preconditions;
import dev.kith.api.Receipt;
import dev.kith.api.SetContact;
import dev.kith.core.AccessControl.Need;
import dev.kith.core.DataRules.Write;
import dev.kith.core.Documents.Role;
import dev.kith.core.UserDocument.Asked;
import dev.kith.core.UserStore.Found;
import java.util.Set;

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
                        WritingCall.of(caller, command),
                        Need.WRITE.andVouch(CommandChecks.vouches(contact)),
                        found -> change == null
                                ? Outcome.done(UserUpdate.of(found.user()))
                                : patch(caller, command.preconditions(), found, change)));
    }

    private Outcome<UserUpdate> patch(Caller caller, Preconditions preconditions, Found found, Change change) {
        Role role = AccessControl.role(caller, found.user());
        boolean merelySelf = access.merelySelf(caller, found.user());
        return document.asked(found, change, role, merelySelf)
                .then(asked -> change instanceof Change.Members
                        ? Outcome.done(asked)
                        : judged(preconditions, found.user(), asked))
                .then(asked -> data.write(
                                found,
                                new Write(
                                        asked.members().schemaId(),
                                        asked.members().data(),
                                        asked.removed(),
                                        role,
                                        merelySelf))
                        .then(written -> contacts.set(
                                caller,
                                without(written, asked.removedContacts()),
                                asked.members().contact())));
    }

    private static User without(User user, Set<ContactChannel> removedContacts) {
        User left = user;
        for (ContactChannel channel : removedContacts) {
            left = left.without(channel);
        }
        return left;
    }

    /** What a patch document comes to is held to the same rules as plain members. */
    private Outcome<Asked> judged(Preconditions preconditions, User user, Asked asked) {
        Change.Members members = asked.members();
        return first(() -> FieldRules.of(preconditions, members), () -> checks.contact(user.id(), members.contact()))
                .map(Outcome::<Asked>refused)
                .orElseGet(() -> Outcome.done(asked));
    }
}
