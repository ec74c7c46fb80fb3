package dev.kith.transport.grpc;

import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.Details;
import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser;
import dev.kith.api.Problem;
import dev.kith.api.Receipt;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserRef;
import dev.kith.api.UserView;
import dev.kith.api.VerifyContact;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What a transport hands over, and a place to say what it gets back. */
final class RecordingAccounts implements UserAccounts {
    static final Instant CREATED = Instant.parse("2026-01-02T03:04:05.000006Z");
    static final Instant CHANGED = Instant.parse("2026-02-03T04:05:06Z");

    /** A call, as it arrived. */
    record Call(String method, Caller caller, Object command) {}

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private @Nullable Problem problem;
    private @Nullable RuntimeException accident;
    private Json.Obj data = Json.Obj.EMPTY;

    void refuse(Problem next) {
        problem = next;
    }

    void break_(RuntimeException next) {
        accident = next;
    }

    void hold(Json.Obj next) {
        data = next;
    }

    List<Call> calls() {
        return calls;
    }

    Call only() {
        if (calls.size() != 1) {
            throw new AssertionError(calls.size() + " calls");
        }
        return calls.get(0);
    }

    static Receipt receipt(String id, @Nullable String emailCode, @Nullable String phoneCode) {
        return new Receipt(new Details(id, CREATED, CHANGED, "org1"), "v7", emailCode, phoneCode);
    }

    private <T> Outcome<T> answer(String method, Caller caller, Object command, T value) {
        calls.add(new Call(method, caller, command));
        if (accident != null) {
            throw accident;
        }
        return problem == null ? Outcome.done(value) : Outcome.refused(problem);
    }

    @Override
    public Outcome<Receipt> create(Caller caller, CreateUser command) {
        return answer("create", caller, command, receipt("new", "EMAIL1", "PHONE1"));
    }

    @Override
    public Outcome<UserView> get(Caller caller, UserRef command) {
        UserView user = new UserView(
                new Details(command.id(), CREATED, CHANGED, "org1"),
                "v7",
                new UserView.Schema("s1", "people", 3),
                data,
                new UserView.ContactView("mini@mouse.com", true),
                null,
                UserView.State.LOCKED);
        return answer("get", caller, command, user);
    }

    @Override
    public Outcome<Receipt> patch(Caller caller, PatchUser command) {
        return answer("patch", caller, command, receipt(command.id(), "EMAIL1", "PHONE1"));
    }

    @Override
    public Outcome<Receipt> setContactEmail(Caller caller, SetContactEmail command) {
        return answer("setContactEmail", caller, command, receipt(command.id(), "EMAIL1", null));
    }

    @Override
    public Outcome<Receipt> verifyContactEmail(Caller caller, VerifyContact command) {
        return answer("verifyContactEmail", caller, command, receipt(command.id(), null, null));
    }

    @Override
    public Outcome<Receipt> resendContactEmailCode(Caller caller, ResendCode command) {
        return answer("resendContactEmailCode", caller, command, receipt(command.id(), "EMAIL1", null));
    }

    @Override
    public Outcome<Receipt> setContactPhone(Caller caller, SetContactPhone command) {
        return answer("setContactPhone", caller, command, receipt(command.id(), null, "PHONE1"));
    }

    @Override
    public Outcome<Receipt> verifyContactPhone(Caller caller, VerifyContact command) {
        return answer("verifyContactPhone", caller, command, receipt(command.id(), null, null));
    }

    @Override
    public Outcome<Receipt> resendContactPhoneCode(Caller caller, ResendCode command) {
        return answer("resendContactPhoneCode", caller, command, receipt(command.id(), null, "PHONE1"));
    }

    @Override
    public Outcome<Receipt> deactivate(Caller caller, UserRef command) {
        return answer("deactivate", caller, command, receipt(command.id(), null, null));
    }

    @Override
    public Outcome<Receipt> activate(Caller caller, UserRef command) {
        return answer("activate", caller, command, receipt(command.id(), null, null));
    }

    @Override
    public Outcome<Receipt> lock(Caller caller, UserRef command) {
        return answer("lock", caller, command, receipt(command.id(), null, null));
    }

    @Override
    public Outcome<Receipt> unlock(Caller caller, UserRef command) {
        return answer("unlock", caller, command, receipt(command.id(), null, null));
    }

    @Override
    public Outcome<Receipt> delete(Caller caller, UserRef command) {
        return answer(
                "delete",
                caller,
                command,
                receipt(Objects.requireNonNull(command).id(), null, null));
    }
}
