package dev.kith.transport;

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
import dev.kith.api.search.SearchUsers;
import dev.kith.api.search.UserPage;
import dev.kith.api.search.UserSearch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps what it is asked for and answers what it was told to, in the name of the user that the call is about. */
public final class RecordingAccounts implements UserAccounts, UserSearch {
    public static final Details DETAILS = new Details(
            "u1", Instant.parse("2026-01-02T03:04:05Z"), Instant.parse("2026-01-02T03:04:05.123456Z"), "org1");
    public static final Receipt WITH_CODES = receipt("A1B2C3", "D4E5F6");
    public static final UserView VIEW =
            view(new Json.Obj(Map.of("name", new Json.Text("Ž"))), new UserView.ContactView("+41791234567", false));

    private static final Receipt RECEIPT = receipt(null, null);

    /** A call, as it arrived. */
    public record Call(String method, Caller caller, Object command) {}

    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private volatile Receipt receipt = RECEIPT;
    private volatile UserView view = VIEW;
    private volatile @Nullable Problem problem;
    private volatile @Nullable RuntimeException accident;

    public static Receipt receipt(@Nullable String emailCode, @Nullable String phoneCode) {
        return new Receipt(DETAILS, "7", emailCode, phoneCode);
    }

    public static UserView view(Json.Obj data, UserView.@Nullable ContactView phone) {
        return new UserView(
                DETAILS,
                "7",
                new UserView.Schema("s1", "person", 3),
                data,
                new UserView.ContactView("mini@mouse.com", true),
                phone,
                UserView.State.LOCKED);
    }

    public void forget() {
        calls.clear();
        receipt = RECEIPT;
        view = VIEW;
        problem = null;
        accident = null;
    }

    public void answer(Receipt next) {
        receipt = next;
    }

    public void answer(UserView next) {
        view = next;
    }

    public void refuse(Problem next) {
        problem = next;
    }

    public void fail(RuntimeException next) {
        accident = next;
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public Call onlyCall() {
        if (calls.size() != 1) {
            throw new AssertionError("called " + calls.size() + " times");
        }
        return calls.get(0);
    }

    public Object onlyCommand() {
        return onlyCall().command();
    }

    /** The receipt that was told, for the user of the call. */
    private Receipt of(String userId) {
        Receipt told = receipt;
        Details details = told.details();
        return new Receipt(
                new Details(userId, details.created(), details.changed(), details.organization()),
                told.version(),
                told.emailCode(),
                told.phoneCode(),
                told.effect());
    }

    private <T> Outcome<T> called(String method, Caller caller, Object command, T done) {
        calls.add(new Call(method, caller, command));
        RuntimeException failure = accident;
        if (failure != null) {
            throw failure;
        }
        Problem refusal = problem;
        return refusal == null ? Outcome.done(done) : Outcome.refused(refusal);
    }

    @Override
    public Outcome<Receipt> create(Caller caller, CreateUser command) {
        return called("create", caller, command, receipt);
    }

    @Override
    public Outcome<UserView> get(Caller caller, UserRef command) {
        return called("get", caller, command, view);
    }

    @Override
    public Outcome<Receipt> patch(Caller caller, PatchUser command) {
        return called("patch", caller, command, of(command.id()));
    }

    @Override
    public Outcome<Receipt> setContactEmail(Caller caller, SetContactEmail command) {
        return called("setContactEmail", caller, command, of(command.id()));
    }

    @Override
    public Outcome<Receipt> verifyContactEmail(Caller caller, VerifyContact command) {
        return called("verifyContactEmail", caller, command, of(command.id()));
    }

    @Override
    public Outcome<Receipt> resendContactEmailCode(Caller caller, ResendCode command) {
        return called("resendContactEmailCode", caller, command, of(command.id()));
    }

    @Override
    public Outcome<Receipt> setContactPhone(Caller caller, SetContactPhone command) {
        return called("setContactPhone", caller, command, of(command.id()));
    }

    @Override
    public Outcome<Receipt> verifyContactPhone(Caller caller, VerifyContact command) {
        return called("verifyContactPhone", caller, command, of(command.id()));
    }

    @Override
    public Outcome<Receipt> resendContactPhoneCode(Caller caller, ResendCode command) {
        return called("resendContactPhoneCode", caller, command, of(command.id()));
    }

    @Override
    public Outcome<Receipt> deactivate(Caller caller, UserRef command) {
        return called("deactivate", caller, command, of(command.id()));
    }

    @Override
    public Outcome<Receipt> activate(Caller caller, UserRef command) {
        return called("activate", caller, command, of(command.id()));
    }

    @Override
    public Outcome<Receipt> lock(Caller caller, UserRef command) {
        return called("lock", caller, command, of(command.id()));
    }

    @Override
    public Outcome<Receipt> unlock(Caller caller, UserRef command) {
        return called("unlock", caller, command, of(command.id()));
    }

    @Override
    public Outcome<Receipt> delete(Caller caller, UserRef command) {
        return called("delete", caller, command, of(command.id()));
    }

    @Override
    public Outcome<UserPage> search(Caller caller, SearchUsers command) {
        return called("search", caller, command, new UserPage(100, 7, DETAILS.changed(), List.of(view)));
    }
}
