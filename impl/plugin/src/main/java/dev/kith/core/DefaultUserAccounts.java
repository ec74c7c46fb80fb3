package dev.kith.core;

import static dev.kith.api.ProblemCode.USER_NOT_FOUND;
import static dev.kith.core.CommandChecks.first;

import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.Preconditions;
import dev.kith.api.ProblemCode;
import dev.kith.api.Receipt;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserRef;
import dev.kith.api.UserView;
import dev.kith.api.Verification;
import dev.kith.api.VerifyContact;
import dev.kith.core.AccessControl.Need;
import dev.kith.core.ContactChanges.RequestedContact;
import dev.kith.core.DataRules.Write;
import dev.kith.core.Documents.Role;
import dev.kith.core.UserStore.Found;
import dev.kith.core.UserStore.Session;
import dev.kith.core.UserWriter.Stored;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The calls, each in the order of its checks (contract, section 7, ruling R3). */
final class DefaultUserAccounts implements UserAccounts {
    private final CommandChecks checks;
    private final Workshop shop;

    DefaultUserAccounts(CommandChecks checks, Workshop shop) {
        this.checks = checks;
        this.shop = shop;
    }

    /** The pieces that the calls are made of. */
    record Workshop(
            AccessControl access,
            LinkPolicy linkPolicy,
            DataRules data,
            UserDocument document,
            ContactChanges contactChanges,
            CodeIssuer issuer,
            CodeVerifier verifier,
            UserWriter writer,
            RetryingTransaction transaction,
            UserCreator creator,
            Environment environment) {}

    @Override
    public Outcome<Receipt> create(Caller caller, CreateUser command) {
        return first(() -> FieldRules.of(command), checks::feature)
                .map(Outcome::<Receipt>refused)
                .orElseGet(() -> shop.creator()
                        .admit(caller, command)
                        .then(admitted -> sent(shop.transaction()
                                .until((session, again) -> shop.creator().create(session, admitted, again)))));
    }

    @Override
    public Outcome<UserView> get(Caller caller, UserRef command) {
        return first(() -> FieldRules.of(command), checks::feature)
                .map(Outcome::<UserView>refused)
                .orElseGet(() -> shop.transaction()
                        .until((session, again) -> find(
                                        session, caller, Need.READ, command.preconditions(), command.id())
                                .then(found -> Outcome.done(shop.data().view(found, role(caller, found.user()))))));
    }

    @Override
    public Outcome<Receipt> patch(Caller caller, PatchUser command) {
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
                .orElseGet(() -> change(
                        caller,
                        Need.WRITE.andVouch(CommandChecks.vouches(contact)),
                        command.preconditions(),
                        command.id(),
                        found -> change == null
                                ? Outcome.done(UserUpdate.of(found.user()))
                                : patch(caller, command.preconditions(), found, change)));
    }

    private Outcome<UserUpdate> patch(Caller caller, Preconditions preconditions, Found found, Change change) {
        Role role = role(caller, found.user());
        boolean merelySelf = shop.access().merelySelf(caller, found.user());
        return shop.document()
                .members(found.user(), change, data -> shop.data().visible(with(found, data), role))
                .then(members -> change instanceof Change.Members
                        ? Outcome.done(members)
                        : judged(preconditions, found.user(), members))
                .then(members -> shop.data()
                        .write(found, new Write(members.schemaId(), members.data(), role, merelySelf))
                        .then(written -> set(caller, UserUpdate.of(written), checks.settings(members.contact()))));
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

    @Override
    public Outcome<Receipt> setContactEmail(Caller caller, SetContactEmail command) {
        SetContact contact = new SetContact(command.email(), null);
        return first(() -> FieldRules.of(command), checks::feature, () -> checks.contact(command.id(), contact))
                .map(Outcome::<Receipt>refused)
                .orElseGet(() -> setContact(caller, command.preconditions(), command.id(), contact));
    }

    @Override
    public Outcome<Receipt> setContactPhone(Caller caller, SetContactPhone command) {
        SetContact contact = new SetContact(null, command.phone());
        return first(() -> FieldRules.of(command), checks::feature, () -> checks.contact(command.id(), contact))
                .map(Outcome::<Receipt>refused)
                .orElseGet(() -> setContact(caller, command.preconditions(), command.id(), contact));
    }

    private Outcome<Receipt> setContact(Caller caller, Preconditions preconditions, String id, SetContact contact) {
        return change(
                caller,
                Need.WRITE.andVouch(CommandChecks.vouches(contact)),
                preconditions,
                id,
                found -> set(caller, UserUpdate.of(found.user()), checks.settings(contact)));
    }

    private Outcome<UserUpdate> set(Caller caller, UserUpdate update, List<RequestedContact> settings) {
        boolean merelySelf = shop.access().merelySelf(caller, update.user());
        Instant now = shop.writer().now();
        Outcome<UserUpdate> result = Outcome.done(update.by(caller));
        for (RequestedContact setting : settings) {
            result = result.then(soFar -> shop.linkPolicy()
                    .check(caller, soFar.user(), setting.verification())
                    .map(Outcome::<UserUpdate>refused)
                    .orElseGet(() -> shop.contactChanges().set(soFar, setting, merelySelf, now)));
        }
        return result;
    }

    @Override
    public Outcome<Receipt> verifyContactEmail(Caller caller, VerifyContact command) {
        return verify(caller, command, ContactChannel.EMAIL);
    }

    @Override
    public Outcome<Receipt> verifyContactPhone(Caller caller, VerifyContact command) {
        return verify(caller, command, ContactChannel.PHONE);
    }

    private Outcome<Receipt> verify(Caller caller, VerifyContact command, ContactChannel channel) {
        Function<Session, Outcome<User>> find =
                session -> find(session, caller, Need.WRITE, command.preconditions(), command.id())
                        .then(found -> UserWriter.expect(command.preconditions(), found.user()));
        return first(() -> FieldRules.of(command), checks::feature)
                .map(Outcome::<Receipt>refused)
                .orElseGet(() -> shop.verifier()
                        .redeem(find, channel, command.code())
                        .then(user -> Outcome.done(UserWriter.receipt(user))));
    }

    @Override
    public Outcome<Receipt> resendContactEmailCode(Caller caller, ResendCode command) {
        return resend(caller, command, ContactChannel.EMAIL);
    }

    @Override
    public Outcome<Receipt> resendContactPhoneCode(Caller caller, ResendCode command) {
        return resend(caller, command, ContactChannel.PHONE);
    }

    private Outcome<Receipt> resend(Caller caller, ResendCode command, ContactChannel channel) {
        return first(
                        () -> FieldRules.of(command),
                        checks::feature,
                        () -> shop.linkPolicy().check(command.id(), command.verification()))
                .map(Outcome::<Receipt>refused)
                .orElseGet(() -> change(
                        caller,
                        Need.WRITE.andVouch(command.verification() instanceof Verification.ReturnCode),
                        command.preconditions(),
                        command.id(),
                        found -> reissue(caller, found.user(), channel, command.verification())));
    }

    private Outcome<UserUpdate> reissue(
            Caller caller, User user, ContactChannel channel, @Nullable Verification verification) {
        Contact contact = user.contact(channel);
        Proof proof = contact == null ? null : contact.proof();
        if (proof == null) {
            return Outcome.refused(ProblemCode.CODE_EMPTY);
        }
        return shop.linkPolicy()
                .check(caller, user, verification)
                .map(Outcome::<UserUpdate>refused)
                .orElseGet(() -> shop.issuer()
                        .issue(
                                UserUpdate.of(user),
                                channel,
                                proof.value(),
                                verification,
                                shop.writer().now()));
    }

    @Override
    public Outcome<Receipt> deactivate(Caller caller, UserRef command) {
        return turn(caller, command, User::active, user -> user.withState(false, user.locked()));
    }

    @Override
    public Outcome<Receipt> activate(Caller caller, UserRef command) {
        return turn(caller, command, user -> !user.active(), user -> user.withState(true, user.locked()));
    }

    @Override
    public Outcome<Receipt> lock(Caller caller, UserRef command) {
        return turn(caller, command, user -> !user.locked(), user -> user.withState(user.active(), true));
    }

    @Override
    public Outcome<Receipt> unlock(Caller caller, UserRef command) {
        return turn(caller, command, User::locked, user -> user.withState(user.active(), false));
    }

    private Outcome<Receipt> turn(Caller caller, UserRef command, Predicate<User> allowed, UnaryOperator<User> turned) {
        return first(() -> FieldRules.of(command), checks::feature)
                .map(Outcome::<Receipt>refused)
                .orElseGet(() -> change(
                        caller,
                        Need.ADMINISTER,
                        command.preconditions(),
                        command.id(),
                        found -> allowed.test(found.user())
                                ? Outcome.done(UserUpdate.of(turned.apply(found.user())))
                                : Outcome.refused(USER_NOT_FOUND)));
    }

    @Override
    public Outcome<Receipt> delete(Caller caller, UserRef command) {
        return first(() -> FieldRules.of(command), checks::feature)
                .map(Outcome::<Receipt>refused)
                .orElseGet(() -> sent(shop.transaction()
                        .until((session, again) -> find(
                                        session, caller, Need.DELETE, command.preconditions(), command.id())
                                .then(found -> UserWriter.expect(command.preconditions(), found.user()))
                                .then(user -> Outcome.done(shop.writer().delete(session, user))))));
    }

    /** One change of one user: find, admit, decide, store; and again where another change came between. */
    private Outcome<Receipt> change(
            Caller caller,
            Need need,
            Preconditions preconditions,
            String userId,
            Function<Found, Outcome<UserUpdate>> decide) {
        return sent(shop.transaction()
                .until((session, again) -> find(session, caller, need, preconditions, userId)
                        .then(found -> UserWriter.expect(preconditions, found.user())
                                .then(user -> decide.apply(found))
                                .then(update -> shop.writer().store(session, found.user(), update, again)))));
    }

    private Outcome<Receipt> sent(Outcome<Stored> outcome) {
        return outcome.then(stored -> {
            shop.environment().announce(stored);
            return Outcome.done(stored.receipt());
        });
    }

    private Outcome<Found> find(Session session, Caller caller, Need need, Preconditions preconditions, String userId) {
        return shop.access().admit(caller, need, preconditions.organization(), userId, session.find(userId));
    }

    /** The user itself is "self" to the permission keyword even where it is an administrator as well. */
    private static Role role(Caller caller, User user) {
        return caller.subject().equals(user.id()) ? Role.SELF : Role.OWNER;
    }
}
