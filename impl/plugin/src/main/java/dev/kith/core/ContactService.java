package dev.kith.core;

import static dev.kith.core.CommandChecks.first;

import dev.kith.api.Caller;
import dev.kith.api.Operation;
import dev.kith.api.Outcome;
import dev.kith.api.Receipt;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.Verification;
import dev.kith.api.VerifyContact;
import dev.kith.core.AccessControl.Need;
import dev.kith.core.UserStore.Session;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The calls that set, verify and resend codes for contacts, each in the order of its checks (contract, section 7). */
final class ContactService {
    private final CommandChecks checks;
    private final AccessControl access;
    private final ContactChanges contactChanges;
    private final CodeVerifier verifier;
    private final UserTransactions transactions;
    private final UserWriter writer;

    ContactService(
            CommandChecks checks,
            AccessControl access,
            ContactChanges contactChanges,
            CodeVerifier verifier,
            UserTransactions transactions,
            UserWriter writer) {
        this.checks = checks;
        this.access = access;
        this.contactChanges = contactChanges;
        this.verifier = verifier;
        this.transactions = transactions;
        this.writer = writer;
    }

    Outcome<Receipt> set(Caller caller, SetContactEmail command) {
        SetContact contact = new SetContact(command.email(), null);
        return first(() -> FieldRules.of(command), checks::feature, () -> checks.contact(command.id(), contact))
                .map(Outcome::<Receipt>refused)
                .orElseGet(() -> set(WritingCall.of(caller, command), contact));
    }

    Outcome<Receipt> set(Caller caller, SetContactPhone command) {
        SetContact contact = new SetContact(null, command.phone());
        return first(() -> FieldRules.of(command), checks::feature, () -> checks.contact(command.id(), contact))
                .map(Outcome::<Receipt>refused)
                .orElseGet(() -> set(WritingCall.of(caller, command), contact));
    }

    private Outcome<Receipt> set(WritingCall call, SetContact contact) {
        return transactions.change(
                call,
                Need.WRITE.andVouch(CommandChecks.vouches(contact)),
                found -> set(call.caller(), found.user(), contact));
    }

    /** The user with new contacts, which have passed the checks that need neither caller nor storage. */
    Outcome<UserUpdate> set(Caller caller, User user, @Nullable SetContact contact) {
        return contactChanges.set(
                caller,
                UserUpdate.of(user).by(caller),
                checks.requested(contact),
                access.merelySelf(caller, user),
                writer.now());
    }

    Outcome<Receipt> verify(Caller caller, VerifyContact command, ContactChannel channel) {
        Function<Session, Outcome<User>> find =
                session -> transactions.expected(session, caller, Need.WRITE, command.preconditions(), command.id());
        AuditEntry entry = AuditEntry.by(
                caller,
                channel == ContactChannel.EMAIL ? Operation.VERIFY_CONTACT_EMAIL : Operation.VERIFY_CONTACT_PHONE);
        return first(
                        () -> CommandChecks.realRun(command.preconditions()),
                        () -> FieldRules.of(command),
                        checks::feature)
                .map(Outcome::<Receipt>refused)
                .orElseGet(() -> transactions.unlessRefused(
                        caller,
                        Need.WRITE,
                        command.preconditions(),
                        command.id(),
                        () -> verifier.redeem(CodeVerifier.Entrance.CALL, entry, find, channel, command.code())
                                .then(user -> Outcome.done(UserWriter.receipt(user)))));
    }

    Outcome<Receipt> resend(Caller caller, ResendCode command, ContactChannel channel) {
        Verification verification = command.verification();
        return first(() -> FieldRules.of(command), checks::feature, () -> checks.link(command.id(), verification))
                .map(Outcome::<Receipt>refused)
                .orElseGet(() -> transactions.change(
                        WritingCall.of(
                                caller,
                                channel == ContactChannel.EMAIL
                                        ? Operation.RESEND_CONTACT_EMAIL_CODE
                                        : Operation.RESEND_CONTACT_PHONE_CODE,
                                command),
                        Need.WRITE.andVouch(verification instanceof Verification.ReturnCode),
                        found -> contactChanges.resend(caller, found.user(), channel, verification, writer.now())));
    }
}
