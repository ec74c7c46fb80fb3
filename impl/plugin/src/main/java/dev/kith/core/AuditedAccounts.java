package dev.kith.core;

import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.Operation;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser;
import dev.kith.api.ProblemCode;
import dev.kith.api.Receipt;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserRef;
import dev.kith.api.UserView;
import dev.kith.api.VerifyContact;
import org.jspecify.annotations.Nullable;

/** The calls, of which the audit hears when a permission is missing. */
record AuditedAccounts(UserAccounts accounts, AuditLog audit) implements UserAccounts {
    @Override
    public Outcome<Receipt> create(Caller caller, CreateUser command) {
        String id = command.user() == null ? null : command.user().userId();
        return heard(caller, Operation.CREATE_USER, id, accounts.create(caller, command));
    }

    @Override
    public Outcome<UserView> get(Caller caller, UserRef command) {
        return heard(caller, Operation.GET_USER, command.id(), accounts.get(caller, command));
    }

    @Override
    public Outcome<Receipt> patch(Caller caller, PatchUser command) {
        return heard(caller, Operation.PATCH_USER, command.id(), accounts.patch(caller, command));
    }

    @Override
    public Outcome<Receipt> setContactEmail(Caller caller, SetContactEmail command) {
        return heard(caller, Operation.SET_CONTACT_EMAIL, command.id(), accounts.setContactEmail(caller, command));
    }

    @Override
    public Outcome<Receipt> setContactPhone(Caller caller, SetContactPhone command) {
        return heard(caller, Operation.SET_CONTACT_PHONE, command.id(), accounts.setContactPhone(caller, command));
    }

    @Override
    public Outcome<Receipt> verifyContactEmail(Caller caller, VerifyContact command) {
        return heard(
                caller, Operation.VERIFY_CONTACT_EMAIL, command.id(), accounts.verifyContactEmail(caller, command));
    }

    @Override
    public Outcome<Receipt> verifyContactPhone(Caller caller, VerifyContact command) {
        return heard(
                caller, Operation.VERIFY_CONTACT_PHONE, command.id(), accounts.verifyContactPhone(caller, command));
    }

    @Override
    public Outcome<Receipt> resendContactEmailCode(Caller caller, ResendCode command) {
        return heard(
                caller,
                Operation.RESEND_CONTACT_EMAIL_CODE,
                command.id(),
                accounts.resendContactEmailCode(caller, command));
    }

    @Override
    public Outcome<Receipt> resendContactPhoneCode(Caller caller, ResendCode command) {
        return heard(
                caller,
                Operation.RESEND_CONTACT_PHONE_CODE,
                command.id(),
                accounts.resendContactPhoneCode(caller, command));
    }

    @Override
    public Outcome<Receipt> deactivate(Caller caller, UserRef command) {
        return heard(caller, Operation.DEACTIVATE_USER, command.id(), accounts.deactivate(caller, command));
    }

    @Override
    public Outcome<Receipt> activate(Caller caller, UserRef command) {
        return heard(caller, Operation.ACTIVATE_USER, command.id(), accounts.activate(caller, command));
    }

    @Override
    public Outcome<Receipt> lock(Caller caller, UserRef command) {
        return heard(caller, Operation.LOCK_USER, command.id(), accounts.lock(caller, command));
    }

    @Override
    public Outcome<Receipt> unlock(Caller caller, UserRef command) {
        return heard(caller, Operation.UNLOCK_USER, command.id(), accounts.unlock(caller, command));
    }

    @Override
    public Outcome<Receipt> delete(Caller caller, UserRef command) {
        return heard(caller, Operation.DELETE_USER, command.id(), accounts.delete(caller, command));
    }

    private <T> Outcome<T> heard(Caller caller, Operation operation, @Nullable String userId, Outcome<T> outcome) {
        if (outcome instanceof Outcome.Refused<T> refused
                && refused.problem().code() == ProblemCode.PERMISSION_DENIED) {
            audit.refused(caller, operation, userId);
        }
        return outcome;
    }
}
