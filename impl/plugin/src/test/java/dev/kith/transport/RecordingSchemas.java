package dev.kith.transport;

import dev.kith.api.Caller;
import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.schemas.AuthenticatorType;
import dev.kith.api.schemas.CreateUserSchema;
import dev.kith.api.schemas.PatchUserSchema;
import dev.kith.api.schemas.SchemaDetails;
import dev.kith.api.schemas.SchemaImpact;
import dev.kith.api.schemas.SchemaReceipt;
import dev.kith.api.schemas.SchemaRef;
import dev.kith.api.schemas.SchemaState;
import dev.kith.api.schemas.SearchUserSchemas;
import dev.kith.api.schemas.UserSchemaPage;
import dev.kith.api.schemas.UserSchemaService;
import dev.kith.api.schemas.UserSchemaView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Keeps what it is asked for, and answers in the name of one schema. */
public final class RecordingSchemas implements UserSchemaService {
    public static final SchemaDetails DETAILS = new SchemaDetails(
            "s1", Instant.parse("2026-01-02T03:04:05Z"), Instant.parse("2026-01-02T03:04:05.123456Z"), "default");
    public static final SchemaImpact IMPACT = new SchemaImpact(
            2,
            3,
            3,
            1,
            true,
            List.of(new SchemaImpact.Sample("u1", List.of(new SchemaImpact.Misfit("/age", "REQUIRED")))));

    /** A call, as it arrived. */
    public record SchemaCall(String method, Caller caller, Object command) {}

    private final List<SchemaCall> calls = Collections.synchronizedList(new ArrayList<>());
    private volatile Json.Obj document = new Json.Obj(Map.of("type", new Json.Text("object")));

    /** The document of the schema from now on. */
    public void keep(Json.Obj next) {
        document = next;
    }

    public List<SchemaCall> calls() {
        return List.copyOf(calls);
    }

    /** The only command that has arrived. */
    public <T> T only(Class<T> type) {
        if (calls.size() != 1) {
            throw new AssertionError("not one call: " + calls);
        }
        return type.cast(calls.get(0).command());
    }

    private UserSchemaView view() {
        return new UserSchemaView(
                DETAILS, "7", "Person", document, List.of(AuthenticatorType.PASSWORD), SchemaState.ACTIVE, 3);
    }

    @Override
    public Outcome<UserSchemaPage> search(Caller caller, SearchUserSchemas command) {
        calls.add(new SchemaCall("search", caller, command));
        return Outcome.done(new UserSchemaPage(
                100,
                1,
                Instant.parse("2026-01-02T03:04:05Z"),
                SearchUserSchemas.Column.CREATION_DATE,
                List.of(view())));
    }

    @Override
    public Outcome<UserSchemaView> get(Caller caller, SchemaRef command) {
        calls.add(new SchemaCall("get", caller, command));
        return Outcome.done(view());
    }

    @Override
    public Outcome<SchemaReceipt> create(Caller caller, CreateUserSchema command) {
        return written(
                "create", caller, command, command.preconditions().options().dryRun());
    }

    @Override
    public Outcome<SchemaReceipt> patch(Caller caller, PatchUserSchema command) {
        return written(
                "patch", caller, command, command.preconditions().options().dryRun());
    }

    @Override
    public Outcome<SchemaReceipt> deactivate(Caller caller, SchemaRef command) {
        return written("deactivate", caller, command, false);
    }

    @Override
    public Outcome<SchemaReceipt> reactivate(Caller caller, SchemaRef command) {
        return written("reactivate", caller, command, false);
    }

    @Override
    public Outcome<SchemaReceipt> delete(Caller caller, SchemaRef command) {
        return written("delete", caller, command, false);
    }

    private Outcome<SchemaReceipt> written(String method, Caller caller, Object command, boolean dryRun) {
        calls.add(new SchemaCall(method, caller, command));
        return Outcome.done(dryRun ? new SchemaReceipt(DETAILS, null, IMPACT) : new SchemaReceipt(DETAILS, "7", null));
    }
}
