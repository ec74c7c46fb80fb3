package dev.kith.core;

import static dev.kith.api.ProblemCode.USER_NOT_FOUND;
import static dev.kith.core.CommandChecks.first;

import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.Operation;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser;
import dev.kith.api.Receipt;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserRef;
import dev.kith.api.UserView;
import dev.kith.api.VerifyContact;
import dev.kith.core.AccessControl.Need;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The calls, each in the order of its checks (contract, section 7, ruling R3). */
final class DefaultUserAccounts implements UserAccounts {
    private final CommandChecks checks;
    private final AccessControl access;
    private final UserCreator creator;
    private final UserPatcher patcher;
    private final ContactService contacts;
    private final DataRules data;
    private final UserTransactions transactions;

    DefaultUserAccounts(
            CommandChecks checks,
            AccessControl access,
            UserCreator creator,
            UserPatcher patcher,
            ContactService contacts,
            DataRules data,
            UserTransactions transactions) {
        this.checks = checks;
        this.access = access;
        this.creator = creator;
        this.patcher = patcher;
        this.contacts = contacts;
        this.data = data;
        this.transactions = transactions;
    }

    @Override
    public Outcome<Receipt> create(Caller caller, CreateUser command) {
        return first(() -> FieldRules.of(command), checks::feature)
                .map(Outcome::<Receipt>refused)
                .orElseGet(() -> creator.admit(caller, command)
                        .then(admitted -> transactions.store(
                                WritingCall.of(caller, command),
                                admitted.need(),
                                (session, again) -> creator.create(session, admitted, again))));
    }

    @Override
    public Outcome<UserView> get(Caller caller, UserRef command) {
        return first(() -> FieldRules.of(command), checks::feature)
                .map(Outcome::<UserView>refused)
                .orElseGet(() -> transactions.read(
                        caller,
                        command.preconditions(),
                        command.id(),
                        found -> data.view(
                                found,
                                AccessControl.role(caller, found.user()),
                                access.seesPending(caller, found.user()))));
    }

    @Override
    public Outcome<Receipt> patch(Caller caller, PatchUser command) {
        return patcher.patch(caller, command);
    }

    @Override
    public Outcome<Receipt> setContactEmail(Caller caller, SetContactEmail command) {
        return contacts.set(caller, command);
    }

    @Override
    public Outcome<Receipt> setContactPhone(Caller caller, SetContactPhone command) {
        return contacts.set(caller, command);
    }

    @Override
    public Outcome<Receipt> verifyContactEmail(Caller caller, VerifyContact command) {
        return contacts.verify(caller, command, ContactChannel.EMAIL);
    }

    @Override
    public Outcome<Receipt> verifyContactPhone(Caller caller, VerifyContact command) {
        return contacts.verify(caller, command, ContactChannel.PHONE);
    }

    @Override
    public Outcome<Receipt> resendContactEmailCode(Caller caller, ResendCode command) {
        return contacts.resend(caller, command, ContactChannel.EMAIL);
    }

    @Override
    public Outcome<Receipt> resendContactPhoneCode(Caller caller, ResendCode command) {
        return contacts.resend(caller, command, ContactChannel.PHONE);
    }

    @Override
    public Outcome<Receipt> deactivate(Caller caller, UserRef command) {
        return changeState(
                caller, Operation.DEACTIVATE_USER, command, User::active, user -> user.withState(false, user.locked()));
    }

    @Override
    public Outcome<Receipt> activate(Caller caller, UserRef command) {
        return changeState(
                caller,
                Operation.ACTIVATE_USER,
                command,
                user -> !user.active(),
                user -> user.withState(true, user.locked()));
    }

    @Override
    public Outcome<Receipt> lock(Caller caller, UserRef command) {
        return changeState(
                caller,
                Operation.LOCK_USER,
                command,
                user -> !user.locked(),
                user -> user.withState(user.active(), true));
    }

    @Override
    public Outcome<Receipt> unlock(Caller caller, UserRef command) {
        return changeState(
                caller, Operation.UNLOCK_USER, command, User::locked, user -> user.withState(user.active(), false));
    }

    private Outcome<Receipt> changeState(
            Caller caller, Operation operation, UserRef command, Predicate<User> allowed, UnaryOperator<User> changed) {
        return first(() -> FieldRules.of(command), checks::feature)
                .map(Outcome::<Receipt>refused)
                .orElseGet(() -> transactions.change(
                        WritingCall.of(caller, operation, command),
                        Need.ADMINISTER,
                        found -> allowed.test(found.user())
                                ? Outcome.done(UserUpdate.of(changed.apply(found.user())))
                                : Outcome.refused(USER_NOT_FOUND)));
    }

    @Override
    public Outcome<Receipt> delete(Caller caller, UserRef command) {
        return first(() -> FieldRules.of(command), checks::feature)
                .map(Outcome::<Receipt>refused)
                .orElseGet(() -> transactions.delete(WritingCall.of(caller, Operation.DELETE_USER, command)));
    }
}
