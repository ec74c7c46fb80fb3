package dev.kith.it.conformance;

import dev.kith.Kith;
import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.Receipt;
import dev.kith.api.SetContact;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserRef;
import dev.kith.api.Verification;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes the state that a case asks for, by calls of the Java API wherever it offers one, under ids that nobody else uses.
 * Safe for several threads.
 */
final class SetUp {
    private static final Caller ADMINISTRATOR = Caller.of("conformance-set-up", Set.of("IAM_OWNER"));
    private static final String FILLER = "FILLER";
    private static final Json ANYTHING = Json.Obj.EMPTY.with("type", new Json.Text("object"));
    private static final AtomicLong IDS = new AtomicLong(System.currentTimeMillis() * 1_000_000);

    private final Kith kith;
    private final Store store;
    private final QueuedCodes codes;
    private final Inbox inbox;
    private final String anything = id();

    SetUp(Kith kith, Store store, QueuedCodes codes, Inbox inbox) {
        this.kith = kith;
        this.store = store;
        this.codes = codes;
        this.inbox = inbox;
        require("a schema for everything", kith.userSchemas().register(anything, anything, ANYTHING));
    }

    World make(Given given) {
        Map<String, String> organizations = ids(given.organizations());
        organizations.values().forEach(id -> kith.organizations().register(id, null));
        Map<String, String> schemas = ids(given.schemas().keySet());
        Map<String, String> users = ids(given.users().keySet());
        given.schemas().forEach((name, schema) -> new Making(given, organizations, schemas, users).make(name, schema));
        Map<String, String> givenCodes = givenCodes(given, organizations, users);
        given.schemas().forEach((name, schema) -> settle(get(schemas, name), schema));
        given.users().forEach((name, user) -> settle(get(users, name), user));
        return new World(
                organizations,
                schemas,
                users,
                users.getOrDefault("u1", id()),
                Map.copyOf(givenCodes),
                Optional.empty());
    }

    /** The schemas and users of one case. */
    private final class Making {
        private final Given given;
        private final Map<String, String> organizations;
        private final Map<String, String> schemas;
        private final Map<String, String> users;

        Making(Given given, Map<String, String> organizations, Map<String, String> schemas, Map<String, String> users) {
            this.given = given;
            this.organizations = organizations;
            this.schemas = schemas;
            this.users = users;
        }

        /** A user is created while its revision is the newest one, so that it follows that one. */
        void make(String schemaName, Given.Schema schema) {
            String schemaId = get(schemas, schemaName);
            String type = schema.type()
                    .map(text -> Placeholders.of(Map.of("orgId", organizations.getOrDefault("org1", "")))
                            .in(text))
                    .orElse(schemaId);
            for (int revision = 1; revision <= schema.revisions().size(); revision++) {
                boolean asItIs =
                        register(schemaId, type, revision, schema.revisions().get(revision - 1));
                for (Map.Entry<String, Given.Person> user : given.users().entrySet()) {
                    Given.Person person = user.getValue();
                    if (person.schema().equals(schemaName) && person.revision() == revision) {
                        String organization = get(organizations, person.organization());
                        make(person, get(users, user.getKey()), organization, schemaId, asItIs);
                    }
                }
            }
        }

        private void make(Given.Person person, String id, String organization, String schemaId, boolean followsAtOnce) {
            boolean made = followsAtOnce && create(person, id, organization, schemaId, false);
            if (!made) {
                // The data does not fit, or nobody may write it.
                made = create(person, id, organization, anything, false)
                        || create(person, id, organization, anything, true);
                store.follow(id, schemaId, person.revision());
            }
            if (!made) {
                throw new NotUnderstood("a user cannot be made as it is given");
            }
            person.email().ifPresent(contact -> settle(id, Channel.EMAIL, contact));
            person.phone().ifPresent(contact -> settle(id, Channel.SMS, contact));
        }
    }

    /** Whether a revision could be registered as it is; otherwise its document is put in place of another one. */
    private boolean register(String schemaId, String type, int revision, Json document) {
        Outcome<Integer> outcome = kith.userSchemas().register(schemaId, type, document);
        if (outcome instanceof Outcome.Done<Integer> done && done.value() == revision) {
            return true;
        }
        Json other = Json.Obj.EMPTY.with("$comment", new Json.Text("revision " + revision));
        require("another document", kith.userSchemas().register(schemaId, type, other));
        store.document(schemaId, revision, document);
        return false;
    }

    private boolean create(
            Given.Person person, String id, String organization, String schemaId, boolean otherAddresses) {
        SetContact.Email email = person.email()
                .map(contact -> new SetContact.Email(
                        otherAddresses ? "somebody@example.com" : contact.value(),
                        verification(Channel.EMAIL, contact)))
                .orElse(null);
        SetContact.Phone phone = person.phone()
                .map(contact -> new SetContact.Phone(
                        otherAddresses ? "+41791234567" : contact.value(), verification(Channel.SMS, contact)))
                .orElse(null);
        CreateUser command = new CreateUser(
                Preconditions.inOrganization(organization),
                new CreateUser.NewUser(schemaId, person.data(), new SetContact(email, phone), id));
        return kith.userAccounts().create(ADMINISTRATOR, command) instanceof Outcome.Done<Receipt>;
    }

    /** A code that is given back is not sent, whatever becomes of it later. */
    private Verification verification(Channel channel, Given.Contact contact) {
        if (contact.verified() && contact.pending().isEmpty()) {
            return new Verification.Verified(true);
        }
        codes.next(channel, contact.pending().map(Given.Pending::code).orElse(FILLER));
        return new Verification.ReturnCode();
    }

    private void settle(String userId, Channel channel, Given.Contact contact) {
        if (contact.pending().isEmpty() && !contact.verified()) {
            store.forgetCode(userId, channel);
        }
        contact.pending().ifPresent(pending -> {
            if (contact.verified()) {
                store.verify(userId, channel);
            }
            if (pending.ageSeconds() > 0) {
                store.age(userId, channel, pending.ageSeconds());
            }
        });
    }

    /** Looks at what is stored, corrects addresses that were stored otherwise, and finds out which code each proof is for. */
    private Map<String, String> givenCodes(Given given, Map<String, String> organizations, Map<String, String> users) {
        Snapshot stored = store.snapshot(organizations.values());
        Map<String, String> known = new HashMap<>();
        given.users().forEach((name, user) -> {
            for (Channel channel : Channel.values()) {
                Optional<Given.Contact> contact = channel == Channel.EMAIL ? user.email() : user.phone();
                contact.ifPresent(wanted -> known.putAll(codes(given, stored, get(users, name), channel, wanted)));
            }
        });
        return known;
    }

    private Map<String, String> codes(
            Given given, Snapshot stored, String userId, Channel channel, Given.Contact wanted) {
        Snapshot.Contact contact = Objects.requireNonNull(stored.contact(userId, channel));
        boolean asItIs = contact.value().equals(wanted.value());
        if (!asItIs && wanted.pending().isPresent()) {
            throw new NotUnderstood("a code for an address that no call accepts cannot be made");
        }
        if (!asItIs) {
            store.address(userId, channel, wanted.value());
        }
        Snapshot.@Nullable Proof proof = contact.proof();
        if (proof == null || wanted.pending().isEmpty()) {
            return Map.of();
        }
        String code = wanted.pending().get().code();
        if (given.externalSms() && channel == Channel.SMS) {
            store.handCodeOut(userId, channel);
            inbox.knowOutsideCode(proof.id(), code);
        }
        return Map.of(proof.id(), code);
    }

    private void settle(String schemaId, Given.Schema schema) {
        if (!schema.authenticators().isEmpty()) {
            store.authenticators(schemaId, schema.authenticators());
        }
        if (schema.readOnly()) {
            store.keepInFolder(schemaId);
        }
        switch (schema.state()) {
            case ACTIVE -> {}
            case INACTIVE -> require("deactivating a schema", kith.userSchemas().deactivate(schemaId));
            case DELETED -> require("deleting a schema", kith.userSchemas().delete(schemaId));
        }
    }

    private void settle(String userId, Given.Person user) {
        UserAccounts accounts = kith.userAccounts();
        UserRef one = new UserRef(Preconditions.NONE, userId);
        if (user.state() == Given.State.INACTIVE) {
            require("deactivating a user", accounts.deactivate(ADMINISTRATOR, one));
        }
        if (user.locked()) {
            require("locking a user", accounts.lock(ADMINISTRATOR, one));
        }
        if (user.state() == Given.State.DELETED) {
            require("deleting a user", accounts.delete(ADMINISTRATOR, one));
        }
    }

    private static void require(String what, Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?> refused) {
            throw new IllegalStateException(what + " was refused: " + refused.problem());
        }
    }

    private static Map<String, String> ids(Iterable<String> names) {
        Map<String, String> ids = new LinkedHashMap<>();
        names.forEach(name -> ids.put(name, id()));
        return ids;
    }

    private static String id() {
        return Long.toString(IDS.incrementAndGet());
    }

    private static String get(Map<String, String> ids, String name) {
        return Objects.requireNonNull(ids.get(name), name);
    }
}
