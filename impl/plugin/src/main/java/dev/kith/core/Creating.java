package dev.kith.core;

import static dev.kith.api.ProblemCode.ORGANIZATION_MISSING;
import static dev.kith.api.ProblemCode.ORGANIZATION_UNKNOWN;
import static dev.kith.api.ProblemCode.PERMISSION_DENIED;
import static dev.kith.api.ProblemCode.SCHEMA_ID_MISSING;
import static dev.kith.api.ProblemCode.USER_EXISTS;

import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.Expectation.Selector;
import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.core.Contacts.Setting;
import dev.kith.core.Documents.Role;
import dev.kith.core.Storage.Session;
import dev.kith.core.Storing.Stored;
import dev.kith.spi.AccessPolicy.Permission;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Creates users (contract section 19). */
final class Creating {
    private final Access access;
    private final DataRules data;
    private final Checks checks;
    private final Contacts contacts;
    private final Storing storing;
    private final Ids ids;
    private final Links links;

    Creating(Access access, DataRules data, Checks checks, Contacts contacts, Storing storing, Ids ids, Links links) {
        this.access = access;
        this.data = data;
        this.checks = checks;
        this.contacts = contacts;
        this.storing = storing;
        this.ids = ids;
        this.links = links;
    }

    /** A new user that the caller may create in this organization. */
    record Admitted(Caller caller, String organization, CreateUser.NewUser user) {}

    /** Who may not create here hears the same whether the organization exists or not. */
    Outcome<Admitted> admit(Caller caller, CreateUser command) {
        Selector expected = command.expectation().organization();
        CreateUser.NewUser user = command.user();
        if (!Access.isNamed(expected)) {
            return Outcome.refused(ORGANIZATION_MISSING);
        }
        if (user == null) {
            return Outcome.refused(SCHEMA_ID_MISSING);
        }
        Set<Permission> needed = Checks.vouches(user.contact())
                ? Set.of(Permission.USER_WRITE, Permission.USER_VERIFY)
                : Set.of(Permission.USER_WRITE);
        Optional<String> organization = access.existing(expected);
        boolean everywhere = access.permits(caller, needed, null);
        if (!everywhere
                && organization.filter(id -> access.permits(caller, needed, id)).isEmpty()) {
            return Outcome.refused(PERMISSION_DENIED);
        }
        return organization
                .map(id -> Outcome.done(new Admitted(caller, id, user)))
                .orElseGet(() -> Outcome.refused(ORGANIZATION_UNKNOWN));
    }

    Outcome<Stored> create(Session session, Admitted admitted, boolean again) {
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
                        : withContacts(admitted.caller(), fresh(id, admitted.organization(), schema, document), user))
                .then(draft -> storing.insert(session, draft, again));
    }

    private User fresh(String id, String organization, UserSchema schema, Json.Obj document) {
        Instant now = storing.now();
        return new User(
                id, organization, schema.id(), schema.revision(), document, true, false, now, now, 1, null, null);
    }

    private Outcome<Draft> withContacts(Caller caller, User fresh, CreateUser.NewUser user) {
        Outcome<Draft> draft = Outcome.done(Draft.of(fresh));
        for (Setting setting : checks.settings(user.contact())) {
            draft = draft.then(soFar -> links.check(caller, fresh, setting.verification())
                    .map(Outcome::<Draft>refused)
                    .orElseGet(() -> contacts.set(soFar, setting, false, fresh.created())));
        }
        return draft;
    }
}
