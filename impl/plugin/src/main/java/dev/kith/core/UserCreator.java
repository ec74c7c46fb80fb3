package dev.kith.core;

import static dev.kith.api.ProblemCode.ORGANIZATION_MISSING;
import static dev.kith.api.ProblemCode.ORGANIZATION_UNKNOWN;
import static dev.kith.api.ProblemCode.PERMISSION_DENIED;
import static dev.kith.api.ProblemCode.SCHEMA_ID_MISSING;
import static dev.kith.api.ProblemCode.USER_EXISTS;

import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.Json;
import dev.kith.api.Operation;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions.Selector;
import dev.kith.core.AccessControl.Need;
import dev.kith.core.Documents.Role;
import dev.kith.core.UserStore.Session;
import dev.kith.core.UserWriter.Stored;
import dev.kith.spi.AccessPolicy.Permission;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Creates users (contract, section 19). */
final class UserCreator {
    private final CoreSettings settings;
    private final AccessControl access;
    private final DataRules data;
    private final CommandChecks checks;
    private final ContactChanges contactChanges;
    private final UserWriter writer;
    private final IdGenerator ids;

    UserCreator(
            CoreSettings settings,
            AccessControl access,
            DataRules data,
            CommandChecks checks,
            ContactChanges contactChanges,
            UserWriter writer,
            IdGenerator ids) {
        this.settings = settings;
        this.access = access;
        this.data = data;
        this.checks = checks;
        this.contactChanges = contactChanges;
        this.writer = writer;
        this.ids = ids;
    }

    /** A new user that the caller may create in this organization. */
    record AdmittedUser(Caller caller, String organization, CreateUser.NewUser user) {
        /** What the caller needs in the organization. */
        Need need() {
            return UserCreator.need(user);
        }
    }

    private static Need need(CreateUser.NewUser user) {
        return Need.ADMINISTER.andVouch(CommandChecks.vouches(user.contact()));
    }

    /**
     * Callers who may not create users here get the same refusal whether the organization exists or not, and those who may
     * not choose ids whether the id is taken or not.
     */
    Outcome<AdmittedUser> admit(Caller caller, CreateUser command) {
        Selector expected = command.preconditions().organization();
        CreateUser.NewUser user = command.user();
        if (!AccessControl.isNamed(expected)) {
            return Outcome.refused(ORGANIZATION_MISSING);
        }
        if (user == null) {
            return Outcome.refused(SCHEMA_ID_MISSING);
        }
        Set<Permission> needed = need(user).permissions();
        if (!access.mayAnywhere(caller, needed)) {
            return Outcome.refused(PERMISSION_DENIED);
        }
        Optional<String> organization = access.existing(expected);
        boolean everywhere = access.permits(caller, needed, null);
        boolean permitted = everywhere
                || organization.filter(id -> access.permits(caller, needed, id)).isPresent();
        if (!permitted || !(user.userId() == null || mayChooseIds(caller))) {
            return Outcome.refused(PERMISSION_DENIED);
        }
        return organization
                .map(id -> Outcome.done(new AdmittedUser(caller, id, user)))
                .orElseGet(() -> Outcome.refused(ORGANIZATION_UNKNOWN));
    }

    private boolean mayChooseIds(Caller caller) {
        return switch (settings.chosenIds()) {
            case ALL -> true;
            case INSTANCE -> access.permits(caller, Set.of(Permission.USER_WRITE), null);
            case NONE -> false;
        };
    }

    Outcome<Stored> create(Session session, AdmittedUser admitted, boolean again) {
        CreateUser.NewUser user = admitted.user();
        String given = user.userId();
        String id = given == null ? ids.next() : given;
        Role role = admitted.caller().subject().equals(id) ? Role.SELF : Role.OWNER;
        Json.Obj document = user.data() == null ? Json.Obj.EMPTY : user.data();
        return data.create(user.schemaId(), document, role)
                .then(schema -> checks.contact(id, user.contact())
                        .map(Outcome::<UserSchema>refused)
                        .orElseGet(() -> Outcome.done(schema)))
                .then(schema -> given != null && session.find(id) != null
                        ? Outcome.refused(USER_EXISTS)
                        : withContacts(admitted, fresh(id, admitted.organization(), schema, document)))
                .then(update ->
                        writer.insert(session, update, AuditEntry.by(admitted.caller(), Operation.CREATE_USER), again));
    }

    private User fresh(String id, String organization, UserSchema schema, Json.Obj document) {
        Instant now = writer.now();
        return new User(
                id,
                organization,
                schema.id(),
                schema.revision(),
                UserData.of(document),
                true,
                false,
                now,
                now,
                1,
                null,
                null);
    }

    private Outcome<UserUpdate> withContacts(AdmittedUser admitted, User fresh) {
        return contactChanges.set(
                admitted.caller(),
                UserUpdate.of(fresh),
                checks.requested(admitted.user().contact()),
                false,
                fresh.created());
    }
}
