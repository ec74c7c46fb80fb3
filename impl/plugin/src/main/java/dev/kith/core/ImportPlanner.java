package dev.kith.core;

import static dev.kith.api.ProblemCode.ORGANIZATION_MISSING;
import static dev.kith.api.ProblemCode.ORGANIZATION_UNKNOWN;
import static dev.kith.api.ProblemCode.SCHEMAS_UNLISTED;
import static dev.kith.api.ProblemCode.SCHEMA_ID_MISSING;
import static dev.kith.api.ProblemCode.SCHEMA_NOT_FOUND;
import static dev.kith.api.ProblemCode.USER_EXISTS;

import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.Problem.Violation;
import dev.kith.api.Verification;
import dev.kith.api.transfer.ImportMode;
import dev.kith.api.transfer.ImportOptions;
import dev.kith.core.ContactChanges.RequestedContact;
import dev.kith.core.DataRules.NewestRevision;
import dev.kith.core.SchemaStore.Narrowing;
import dev.kith.core.UserLine.LineState;
import dev.kith.core.UserWriter.ImportedUser;
import dev.kith.spi.OrganizationDirectory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of the lines of an import. What it has looked up about organizations and schemas it looks up no more, so
 * it is made for a few lines that follow each other. For one thread.
 */
final class ImportPlanner {
    private final ImportRules rules;
    private final ImportOptions options;
    private final Instant now;
    private final Map<String, Boolean> organizations = new HashMap<>();
    private final Map<String, Outcome<NewestRevision>> schemas = new HashMap<>();
    private final Map<String, Outcome<String>> types = new HashMap<>();

    ImportPlanner(ImportRules rules, ImportOptions options, Instant now) {
        this.rules = rules;
        this.options = options;
        this.now = now;
    }

    /**
     * What lines are judged by.
     *
     * @param data data and schemas
     * @param checks addresses and numbers
     * @param organizations which organizations there are
     * @param schemas finds schemas by their types
     * @param documents merges data
     */
    record ImportRules(
            DataRules data,
            CommandChecks checks,
            OrganizationDirectory organizations,
            SchemaStore schemas,
            Documents documents) {}

    /** What can be said about a line without anything that is stored; {@code null} for nothing. */
    static ImportPlan.@Nullable Refuse precheck(ImportRules rules, UserLine line) {
        return CommandChecks.first(
                        () -> FieldRules.of(line), () -> rules.checks().contact(line.userId(), line.contact()))
                .map(ImportPlan::refused)
                .orElse(null);
    }

    /** What becomes of a line that passes the {@link #precheck}. */
    ImportPlan plan(UserLine line, @Nullable User present) {
        if (present == null) {
            return ImportPlan.of(create(line));
        }
        return options.mode() == ImportMode.CREATE
                ? ImportPlan.of(compare(line, present))
                : ImportPlan.of(merge(line, present));
    }

    private Outcome<ImportPlan> create(UserLine line) {
        Json.Obj data = line.data() == null ? Json.Obj.EMPTY : line.data();
        return organization(line)
                .then(organization -> schemaOfNew(line)
                        .then(this::newest)
                        .then(schema -> fitting(schema, data))
                        .then(schema -> store(null, fresh(line, organization, schema, data))));
    }

    private User fresh(UserLine line, String organization, NewestRevision schema, Json.Obj data) {
        User user = new User(
                line.userId(),
                organization,
                schema.schema().id(),
                schema.schema().revision(),
                UserData.of(data),
                true,
                false,
                line.created() == null ? now : line.created(),
                now,
                1,
                null,
                null);
        return inState(withContacts(user, line), line.state());
    }

    /** A user that has everything that the line says is no difference. */
    private Outcome<ImportPlan> compare(UserLine line, User present) {
        return schemaOf(line, present).then(schemaId -> {
            boolean same = schemaId.equals(present.schemaId())
                    && (line.organization() == null || line.organization().equals(present.organization()))
                    && (line.data() == null || line.data().equals(present.data()))
                    && (line.created() == null || line.created().equals(present.created()))
                    && inState(withContacts(present, line), line.state()).equals(present);
            return same ? Outcome.done(new ImportPlan.Unchanged()) : Outcome.refused(USER_EXISTS);
        });
    }

    private Outcome<ImportPlan> merge(UserLine line, User present) {
        if (line.organization() != null && !line.organization().equals(present.organization())) {
            return Outcome.done(new ImportPlan.Refuse("The user belongs to another organization."));
        }
        return schemaOf(line, present)
                .then(schemaId -> withData(present, schemaId, line.data()))
                .then(written -> store(present, inState(withContacts(written, line), line.state())));
    }

    private Outcome<User> withData(User present, String schemaId, Json.@Nullable Obj patch) {
        return merged(present, patch).then(data -> {
            if (schemaId.equals(present.schemaId()) && data.equals(present.data())) {
                return Outcome.done(present);
            }
            return newest(schemaId)
                    .then(schema -> fitting(schema, data))
                    .then(schema -> Outcome.done(
                            present.withData(schemaId, schema.schema().revision(), data)));
        });
    }

    private Outcome<Json.Obj> merged(User present, Json.@Nullable Obj patch) {
        return patch == null
                ? Outcome.done(present.data())
                : rules.documents()
                        .merge(present.data(), patch, Documents.Cover.NONE)
                        .then(patched -> Outcome.done((Json.Obj) patched.document()));
    }

    private static Outcome<ImportPlan> store(@Nullable User before, User after) {
        return Outcome.done(
                after.equals(before)
                        ? new ImportPlan.Unchanged()
                        : new ImportPlan.Store(new ImportedUser(before, after)));
    }

    private User withContacts(User user, UserLine line) {
        User changed = user;
        for (RequestedContact requested : rules.checks().requested(line.contact())) {
            Contact present = changed.contact(requested.channel());
            changed = changed.with(requested.channel(), contact(present, requested));
        }
        return changed;
    }

    /** The value that is stored already keeps its code, and what else is pending; what is verified stays verified. */
    private static Contact contact(@Nullable Contact present, RequestedContact requested) {
        boolean verified = requested.verification() instanceof Verification.Verified;
        if (present == null) {
            return new Contact(requested.value(), verified, null, Contact.Issued.NONE);
        }
        boolean same = present.value().equals(requested.value());
        return same && (present.verified() || !verified)
                ? present
                : new Contact(requested.value(), verified, null, present.issued());
    }

    private static User inState(User user, @Nullable LineState state) {
        if (state == null) {
            return user;
        }
        return user.withState(Objects.requireNonNullElse(state.active(), user.active()), state.locked());
    }

    private Outcome<String> organization(UserLine line) {
        String id = line.organization() == null ? options.organizationId() : line.organization();
        if (id == null) {
            return Outcome.refused(ORGANIZATION_MISSING);
        }
        return organizations.computeIfAbsent(id, rules.organizations()::exists)
                ? Outcome.done(id)
                : Outcome.refused(ORGANIZATION_UNKNOWN);
    }

    private Outcome<String> schemaOf(UserLine line, User present) {
        return line.schemaId() == null && line.schemaType() == null
                ? Outcome.done(present.schemaId())
                : schema(line.schemaId(), line.schemaType());
    }

    private Outcome<String> schemaOfNew(UserLine line) {
        return line.schemaId() == null && line.schemaType() == null
                ? schema(options.schemaId(), options.schemaType())
                : schema(line.schemaId(), line.schemaType());
    }

    private Outcome<String> schema(@Nullable String id, @Nullable String type) {
        if (id != null) {
            return Outcome.done(id);
        }
        return type == null
                ? Outcome.refused(SCHEMA_ID_MISSING)
                : types.computeIfAbsent(CaseFolding.of(type), this::byType);
    }

    private Outcome<String> byType(String folded) {
        return rules.schemas()
                .list(new Narrowing(null, folded))
                .map(found -> found.stream()
                        .filter(entry -> CaseFolding.of(entry.type()).equals(folded))
                        .findFirst()
                        .map(entry -> Outcome.done(entry.id()))
                        .orElseGet(() -> Outcome.refused(SCHEMA_NOT_FOUND)))
                .orElseGet(() -> Outcome.refused(SCHEMAS_UNLISTED));
    }

    private Outcome<NewestRevision> newest(String schemaId) {
        return schemas.computeIfAbsent(schemaId, rules.data()::newest);
    }

    private static Outcome<NewestRevision> fitting(NewestRevision schema, Json.Obj data) {
        List<Violation> faults = schema.judge().faults(data);
        return faults.isEmpty() ? Outcome.done(schema) : Outcome.refused(Problem.data(faults));
    }
}
