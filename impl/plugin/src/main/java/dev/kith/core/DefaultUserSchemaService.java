package dev.kith.core;

import static dev.kith.api.ProblemCode.FEATURE_OFF;
import static dev.kith.api.ProblemCode.PERMISSION_DENIED;
import static dev.kith.api.ProblemCode.SCHEMA_EXISTS;
import static dev.kith.api.ProblemCode.SCHEMA_INACTIVE;
import static dev.kith.api.ProblemCode.SCHEMA_IN_USE;
import static dev.kith.api.ProblemCode.SCHEMA_NOT_FOUND;
import static dev.kith.api.ProblemCode.SCHEMA_NOT_INACTIVE;
import static dev.kith.api.ProblemCode.SCHEMA_READ_ONLY;
import static dev.kith.api.ProblemCode.VERSION_MISMATCH;

import dev.kith.api.Caller;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Operation;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.schemas.AuthenticatorType;
import dev.kith.api.schemas.CreateUserSchema;
import dev.kith.api.schemas.PatchUserSchema;
import dev.kith.api.schemas.PatchUserSchema.SchemaChange;
import dev.kith.api.schemas.SchemaDetails;
import dev.kith.api.schemas.SchemaImpact;
import dev.kith.api.schemas.SchemaReceipt;
import dev.kith.api.schemas.SchemaRef;
import dev.kith.api.schemas.SchemaState;
import dev.kith.api.schemas.SearchUserSchemas;
import dev.kith.api.schemas.UserSchemaPage;
import dev.kith.api.schemas.UserSchemaService;
import dev.kith.api.schemas.UserSchemaView;
import dev.kith.core.SchemaStore.SchemaSession;
import dev.kith.core.SchemaStore.StoredSchema;
import dev.kith.spi.AccessPolicy.Permission;
import dev.kith.spi.AccessPolicy.SchemaPermission;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls of the schema service: each asks for the permission, then for everything else (contract, section S4). */
final class DefaultUserSchemaService implements UserSchemaService {
    private static final Json.Obj NOTHING_FITS = new Json.Obj(Map.of("not", Json.Obj.EMPTY));

    private final CoreSettings settings;
    private final AccessControl access;
    private final Documents documents;
    private final SchemaStore store;
    private final SchemaSearch search;
    private final SchemaRehearsal rehearsal;
    private final IdGenerator ids;
    private final AuditLog audit;
    private final Environment environment;

    DefaultUserSchemaService(
            CoreSettings settings,
            AccessControl access,
            Documents documents,
            SchemaStore store,
            IdGenerator ids,
            AuditLog audit,
            Environment environment) {
        this.settings = settings;
        this.access = access;
        this.documents = documents;
        this.store = store;
        this.search = new SchemaSearch(store, settings.schemas().mostOffset());
        this.rehearsal = new SchemaRehearsal(store, documents, settings.schemas(), environment.clock());
        this.ids = ids;
        this.audit = audit;
        this.environment = environment;
    }

    @Override
    public Outcome<UserSchemaPage> search(Caller caller, SearchUserSchemas command) {
        return checked(caller, Operation.SEARCH_USER_SCHEMAS, SchemaPermission.READ, SchemaFieldRules.of(command))
                .then(checked -> excess(command))
                .then(fine -> search.find(command))
                .then(found -> Outcome.done(new UserSchemaPage(
                        found.limit(),
                        found.total(),
                        now(),
                        found.column(),
                        found.page().stream().map(this::view).toList())));
    }

    private Outcome<SearchUserSchemas> excess(SearchUserSchemas command) {
        return search.excess(command).map(Outcome::<SearchUserSchemas>refused).orElseGet(() -> Outcome.done(command));
    }

    @Override
    public Outcome<UserSchemaView> get(Caller caller, SchemaRef command) {
        return checked(caller, Operation.GET_USER_SCHEMA, SchemaPermission.READ, SchemaFieldRules.of(command))
                .then(checked -> existing(store.find(command.id())))
                .then(schema -> expected(command.preconditions(), schema))
                .then(schema -> Outcome.done(view(schema)));
    }

    @Override
    public Outcome<SchemaReceipt> create(Caller caller, CreateUserSchema command) {
        return checked(caller, Operation.CREATE_USER_SCHEMA, SchemaPermission.WRITE, SchemaFieldRules.of(command))
                .then(checked ->
                        create(caller, Objects.requireNonNull(command.schema()), dryRun(command.preconditions())));
    }

    private Outcome<SchemaReceipt> create(Caller caller, CreateUserSchema.NewSchema schema, boolean dryRun) {
        Json.Obj document = Objects.requireNonNull(schema.document());
        return SchemaVetting.vet(documents, document).then(ties -> {
            Outcome<SchemaEntry> outcome = store.isWritable()
                    ? transaction(session -> insert(session, schema, JsonText.write(document), dryRun))
                    : Outcome.refused(SCHEMA_READ_ONLY);
            return outcome.then(entry -> {
                if (dryRun) {
                    return Outcome.done(new SchemaReceipt(null, null, new SchemaImpact(1, 0, 0, 0, true, List.of())));
                }
                SchemaVetting.warn(entry.id(), ties);
                return Outcome.done(receipt(caller, Operation.CREATE_USER_SCHEMA, entry));
            });
        });
    }

    private Outcome<SchemaEntry> insert(
            SchemaSession session, CreateUserSchema.NewSchema schema, String document, boolean dryRun) {
        SchemaEntry entry = SchemaEntry.created(ids.next(), schema.type(), schema.authenticators(), now());
        if (session.isTypeTaken(entry.type(), entry.id())) {
            return Outcome.refused(SCHEMA_EXISTS);
        }
        if (!dryRun) {
            session.insert(entry, document);
        }
        return Outcome.done(entry);
    }

    @Override
    public Outcome<SchemaReceipt> patch(Caller caller, PatchUserSchema command) {
        return checked(caller, Operation.PATCH_USER_SCHEMA, SchemaPermission.WRITE, SchemaFieldRules.of(command))
                .then(checked -> vetted(command.change().document()))
                .then(ties -> transaction(session -> patch(session, command))
                        .then(patched -> patched(caller, command, patched, ties)));
    }

    private Outcome<List<String>> vetted(Json.@Nullable Obj document) {
        return document == null ? Outcome.done(List.of()) : SchemaVetting.vet(documents, document);
    }

    /** What a patch makes of a schema. */
    private record PatchedSchema(StoredSchema before, SchemaEntry after, String document) {}

    private Outcome<PatchedSchema> patch(SchemaSession session, PatchUserSchema command) {
        return writable(session, command.id())
                .then(schema -> inState(schema, SchemaState.ACTIVE, SCHEMA_INACTIVE))
                .then(schema -> expected(command.preconditions(), schema))
                .then(schema -> changed(session, schema, command.change(), dryRun(command.preconditions())));
    }

    private Outcome<PatchedSchema> changed(
            SchemaSession session, StoredSchema schema, SchemaChange change, boolean dryRun) {
        SchemaEntry before = schema.entry();
        Json.Obj document = change.document();
        boolean revises = document != null && !read(schema.document()).equals(document);
        String type = change.type() == null ? before.type() : change.type();
        if (!type.equals(before.type()) && session.isTypeTaken(type, before.id())) {
            return Outcome.refused(SCHEMA_EXISTS);
        }
        SchemaEntry wanted = before.withType(type).withAuthenticators(authenticators(before, change));
        if (!revises && wanted.equals(before)) {
            return Outcome.done(new PatchedSchema(schema, before, schema.document()));
        }
        SchemaEntry after = (revises ? wanted.revised() : wanted).stored(now());
        String newest = document != null && revises ? JsonText.write(document) : schema.document();
        if (!dryRun) {
            session.update(before, after, revises ? newest : null);
        }
        return Outcome.done(new PatchedSchema(schema, after, newest));
    }

    /** An empty list and another order of the same ones change nothing. */
    private static List<AuthenticatorType> authenticators(SchemaEntry before, SchemaChange change) {
        Set<AuthenticatorType> present = new HashSet<>(before.authenticators());
        return change.authenticators().isEmpty() || present.equals(new HashSet<>(change.authenticators()))
                ? before.authenticators()
                : change.authenticators();
    }

    private Outcome<SchemaReceipt> patched(
            Caller caller, PatchUserSchema command, PatchedSchema patched, List<String> ties) {
        SchemaEntry after = patched.after();
        if (dryRun(command.preconditions())) {
            boolean samples = access.permits(caller, Set.of(Permission.USER_READ), null);
            return rehearsal
                    .of(after.id(), after.revision(), read(patched.document()), samples)
                    .then(impact -> Outcome.done(
                            new SchemaReceipt(details(patched.before().entry()), null, impact)));
        }
        if (after.revision() != patched.before().entry().revision()) {
            SchemaVetting.warn(after.id(), ties);
        }
        return Outcome.done(
                after.equals(patched.before().entry())
                        ? receipt(after)
                        : receipt(caller, Operation.PATCH_USER_SCHEMA, after));
    }

    @Override
    public Outcome<SchemaReceipt> deactivate(Caller caller, SchemaRef command) {
        return checked(caller, Operation.DEACTIVATE_USER_SCHEMA, SchemaPermission.WRITE, rulesOfRealRun(command))
                .then(checked -> transaction(
                        session -> move(session, command, SchemaState.ACTIVE, SCHEMA_INACTIVE, SchemaState.INACTIVE)))
                .then(entry -> Outcome.done(receipt(caller, Operation.DEACTIVATE_USER_SCHEMA, entry)));
    }

    @Override
    public Outcome<SchemaReceipt> reactivate(Caller caller, SchemaRef command) {
        return checked(caller, Operation.REACTIVATE_USER_SCHEMA, SchemaPermission.WRITE, rulesOfRealRun(command))
                .then(checked -> transaction(session ->
                        move(session, command, SchemaState.INACTIVE, SCHEMA_NOT_INACTIVE, SchemaState.ACTIVE)))
                .then(entry -> Outcome.done(receipt(caller, Operation.REACTIVATE_USER_SCHEMA, entry)));
    }

    private Outcome<SchemaEntry> move(
            SchemaSession session, SchemaRef command, SchemaState from, ProblemCode otherwise, SchemaState to) {
        return writable(session, command.id())
                .then(schema -> inState(schema, from, otherwise))
                .then(schema -> expected(command.preconditions(), schema))
                .then(schema -> {
                    SchemaEntry after = schema.entry().inState(to).stored(now());
                    session.update(schema.entry(), after, null);
                    return Outcome.done(after);
                });
    }

    @Override
    public Outcome<SchemaReceipt> delete(Caller caller, SchemaRef command) {
        return checked(caller, Operation.DELETE_USER_SCHEMA, SchemaPermission.DELETE, rulesOfRealRun(command))
                .then(checked -> transaction(session -> delete(session, command)))
                .then(entry -> Outcome.done(receipt(caller, Operation.DELETE_USER_SCHEMA, entry)));
    }

    /** The users are looked for once the row is marked, so that of two who delete and create at once the later one sees it. */
    private Outcome<SchemaEntry> delete(SchemaSession session, SchemaRef command) {
        return writable(session, command.id())
                .then(schema -> expected(command.preconditions(), schema))
                .then(schema -> {
                    SchemaEntry after = schema.entry().stored(now());
                    session.delete(schema.entry(), after);
                    return session.hasUsers(command.id()) ? Outcome.refused(SCHEMA_IN_USE) : Outcome.done(after);
                });
    }

    private static Optional<Problem> rulesOfRealRun(SchemaRef command) {
        return CommandChecks.first(
                () -> CommandChecks.realRun(command.preconditions()), () -> SchemaFieldRules.of(command));
    }

    /** Permission, field rules, feature. */
    private Outcome<Boolean> checked(
            Caller caller, Operation operation, SchemaPermission needed, Optional<Problem> rules) {
        if (!access.permitsSchemas(caller, needed)) {
            audit.refused(caller, operation, null);
            return Outcome.refused(PERMISSION_DENIED);
        }
        return rules.map(Outcome::<Boolean>refused)
                .orElseGet(() -> settings.enabled() ? Outcome.done(true) : Outcome.refused(FEATURE_OFF));
    }

    /** One transaction's share of a call. */
    private interface SchemaWork<T> {
        Outcome<T> in(SchemaSession session);
    }

    private <T> Outcome<T> transaction(SchemaWork<T> work) {
        return RetryingTransaction.until(
                environment.random(),
                again -> store.transaction(again, session -> RetryingTransaction.committable(work.in(session))));
    }

    private static Outcome<StoredSchema> existing(Optional<StoredSchema> found) {
        return found.map(Outcome::done).orElseGet(() -> Outcome.refused(SCHEMA_NOT_FOUND));
    }

    private static Outcome<StoredSchema> writable(SchemaSession session, String id) {
        return existing(session.find(id))
                .then(schema -> schema.entry().readOnly() ? Outcome.refused(SCHEMA_READ_ONLY) : Outcome.done(schema));
    }

    private static Outcome<StoredSchema> inState(StoredSchema schema, SchemaState state, ProblemCode otherwise) {
        return schema.entry().state() == state ? Outcome.done(schema) : Outcome.refused(otherwise);
    }

    private static boolean dryRun(Preconditions preconditions) {
        return preconditions.options().dryRun();
    }

    private static Outcome<StoredSchema> expected(Preconditions preconditions, StoredSchema schema) {
        Preconditions.Precondition precondition = preconditions.version();
        return precondition == null || precondition.accepts(schema.entry().entityVersion())
                ? Outcome.done(schema)
                : Outcome.refused(VERSION_MISMATCH);
    }

    private Instant now() {
        return environment.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    private SchemaDetails details(SchemaEntry entry) {
        return new SchemaDetails(entry.id(), entry.created(), entry.changed(), settings.instanceId());
    }

    /** Of a change that is committed. */
    private SchemaReceipt receipt(Caller caller, Operation operation, SchemaEntry entry) {
        AuditLog.committed(caller, operation, entry);
        return receipt(entry);
    }

    private SchemaReceipt receipt(SchemaEntry entry) {
        return new SchemaReceipt(details(entry), entry.entityVersion(), null);
    }

    private UserSchemaView view(StoredSchema schema) {
        SchemaEntry entry = schema.entry();
        return new UserSchemaView(
                details(entry),
                entry.entityVersion(),
                entry.type(),
                object(read(schema.document())),
                entry.authenticators(),
                entry.state(),
                entry.revision());
    }

    /** A schema may be a boolean, which a {@code Struct} cannot carry. */
    private static Json.Obj object(Json document) {
        if (document instanceof Json.Obj object) {
            return object;
        }
        return document == Json.Bool.FALSE ? NOTHING_FITS : Json.Obj.EMPTY;
    }

    private static Json read(String document) {
        try {
            return JsonText.read(document);
        } catch (JsonText.Unreadable unreadable) {
            throw new IllegalStateException("a stored schema cannot be read", unreadable);
        }
    }
}
