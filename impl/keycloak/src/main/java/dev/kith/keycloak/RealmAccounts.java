package dev.kith.keycloak;

import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.ProblemCode;
import dev.kith.api.Receipt;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserRef;
import dev.kith.api.UserView;
import dev.kith.api.VerifyContact;
import java.util.function.Predicate;

/** The calls, limited to the realm's users. A user of the realm becomes a user of Kith when it is created here. */
final class RealmAccounts implements UserAccounts {
    private final UserAccounts accounts;
    private final RealmPeople people;
    private final Predicate<Caller> mayCreate;

    /**
     * The calls.
     *
     * @param accounts the calls without that limit
     * @param people the users of the realm
     * @param mayCreate who may create users in the realm; other callers do not learn which users it has
     */
    RealmAccounts(UserAccounts accounts, RealmPeople people, Predicate<Caller> mayCreate) {
        this.accounts = accounts;
        this.people = people;
        this.mayCreate = mayCreate;
    }

    @Override
    public Outcome<Receipt> create(Caller caller, CreateUser command) {
        boolean stranger = command.user() != null && namesTheRealm(command) && !isOfTheRealm(command.user());
        return stranger && mayCreate.test(caller)
                ? Outcome.refused(ProblemCode.USER_NOT_FOUND)
                : accounts.create(caller, command);
    }

    /** A request that names no organization is refused by the calls themselves, whoever the user is. */
    private static boolean namesTheRealm(CreateUser command) {
        Selector organization = command.preconditions().organization();
        return organization instanceof Selector.Id || organization instanceof Selector.Domain;
    }

    private boolean isOfTheRealm(CreateUser.NewUser user) {
        return user.userId() != null && people.include(user.userId());
    }

    @Override
    public Outcome<UserView> get(Caller caller, UserRef command) {
        return accounts.get(caller, known(command));
    }

    @Override
    public Outcome<Receipt> patch(Caller caller, PatchUser command) {
        return accounts.patch(
                caller, new PatchUser(command.preconditions(), people.known(command.id()), command.change()));
    }

    @Override
    public Outcome<Receipt> setContactEmail(Caller caller, SetContactEmail command) {
        return accounts.setContactEmail(
                caller, new SetContactEmail(command.preconditions(), people.known(command.id()), command.email()));
    }

    @Override
    public Outcome<Receipt> verifyContactEmail(Caller caller, VerifyContact command) {
        return accounts.verifyContactEmail(caller, known(command));
    }

    @Override
    public Outcome<Receipt> resendContactEmailCode(Caller caller, ResendCode command) {
        return accounts.resendContactEmailCode(caller, known(command));
    }

    @Override
    public Outcome<Receipt> setContactPhone(Caller caller, SetContactPhone command) {
        return accounts.setContactPhone(
                caller, new SetContactPhone(command.preconditions(), people.known(command.id()), command.phone()));
    }

    @Override
    public Outcome<Receipt> verifyContactPhone(Caller caller, VerifyContact command) {
        return accounts.verifyContactPhone(caller, known(command));
    }

    @Override
    public Outcome<Receipt> resendContactPhoneCode(Caller caller, ResendCode command) {
        return accounts.resendContactPhoneCode(caller, known(command));
    }

    @Override
    public Outcome<Receipt> deactivate(Caller caller, UserRef command) {
        return accounts.deactivate(caller, known(command));
    }

    @Override
    public Outcome<Receipt> activate(Caller caller, UserRef command) {
        return accounts.activate(caller, known(command));
    }

    @Override
    public Outcome<Receipt> lock(Caller caller, UserRef command) {
        return accounts.lock(caller, known(command));
    }

    @Override
    public Outcome<Receipt> unlock(Caller caller, UserRef command) {
        return accounts.unlock(caller, known(command));
    }

    @Override
    public Outcome<Receipt> delete(Caller caller, UserRef command) {
        return accounts.delete(caller, known(command));
    }

    private UserRef known(UserRef command) {
        return new UserRef(command.preconditions(), people.known(command.id()));
    }

    private VerifyContact known(VerifyContact command) {
        return new VerifyContact(command.preconditions(), people.known(command.id()), command.code());
    }

    private ResendCode known(ResendCode command) {
        return new ResendCode(command.preconditions(), people.known(command.id()), command.verification());
    }
}
