package dev.kith.it.rules;

import com.zaxxer.hikari.HikariDataSource;
import dev.kith.api.Caller;
import dev.kith.api.ContactRestoration;
import dev.kith.api.CreateUser;
import dev.kith.api.DeliveryAdmin;
import dev.kith.api.EmailLinks;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.Preconditions;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.Receipt;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserRef;
import dev.kith.api.UserView;
import dev.kith.api.Verification;
import dev.kith.api.VerifyContact;
import dev.kith.api.schemas.UserSchemaService;
import dev.kith.core.ContactChannel;
import dev.kith.core.Core;
import dev.kith.core.CoreSettings;
import dev.kith.core.DataProtector;
import dev.kith.core.Environment;
import dev.kith.core.Extensions;
import dev.kith.core.Meters;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.OutboxMessage;
import dev.kith.core.Ports;
import dev.kith.core.SecretKeys.Key;
import dev.kith.defaults.LibphonePhoneNumbers;
import dev.kith.defaults.auth.RoleAccessPolicy;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import dev.kith.jpa.JpaClaims;
import dev.kith.jpa.JpaOrganizations;
import dev.kith.jpa.JpaOutbox;
import dev.kith.jpa.JpaStorage;
import dev.kith.jpa.JpaUserSchemas;
import dev.kith.jpa.Migrations;
import dev.kith.jpa.UnitOfWork;
import dev.kith.json.SchemaDocuments;
import dev.kith.spi.VerificationService;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything behind the calls, real and in one place; time and codes stand still until a test moves them. */
final class Fixture implements AutoCloseable {
    static final String HOME = "home";
    static final String AWAY = "away";
    static final Caller ADMIN = Caller.of("admin", Set.of("IAM_OWNER"));
    static final Caller HOME_OWNER = Caller.of("home-owner", Set.of("ORG_OWNER@" + HOME));
    static final Caller AWAY_OWNER = Caller.of("away-owner", Set.of("ORG_OWNER@" + AWAY));
    static final Caller VIEWER = Caller.of("viewer", Set.of("IAM_OWNER_VIEWER"));
    static final Caller STRANGER = Caller.of("stranger", Set.of());
    static final String SCHEMA = "person";
    static final Key KEY = new Key("k", new byte[32]);

    final MovableClock clock = new MovableClock();
    final QueuedCodes codes = new QueuedCodes();
    final Core core;
    final UserAccounts accounts;
    final UserSchemaService schemaService;
    final EmailLinks links;
    final ContactRestoration restoration;
    final DeliveryAdmin operated;
    final JpaUserSchemas schemas;
    final JpaOutbox outbox;
    final DataProtector protector;
    private final HikariDataSource connections = new HikariDataSource();
    final JpaClaims claims;
    private final EntityManagerFactory factory;

    Fixture() {
        this(RULES, Engine.H2_MEMORY.freshDatabase());
    }

    Fixture(CoreSettings settings, Database database) {
        this(settings, database, KEY, null);
    }

    /** With this as the newest key. */
    Fixture(CoreSettings settings, Database database, Key newest) {
        this(settings, database, newest, null);
    }

    /** With a service that generates and checks codes itself. */
    Fixture(CoreSettings settings, Database database, Key newest, @Nullable VerificationService outside) {
        connections.setDataSource(database.dataSource());
        this.factory = Persistence.createEntityManagerFactory(
                "kith",
                Map.of(
                        "jakarta.persistence.transactionType",
                        "RESOURCE_LOCAL",
                        "jakarta.persistence.nonJtaDataSource",
                        connections));
        UnitOfWork unit = UnitOfWork.local(factory);
        new Migrations(unit, clock).apply();
        SchemaDocuments documents = new SchemaDocuments();
        this.schemas = new JpaUserSchemas(unit, "default", documents, clock);
        JpaOrganizations organizations = new JpaOrganizations(unit, "default");
        organizations.register(HOME, "home.example");
        organizations.register(AWAY, null);
        this.claims = new JpaClaims(unit, "default");
        this.outbox = new JpaOutbox(unit, "default", new SecureRandom());
        this.protector = new DataProtector(List.of(newest), new Key("lasting", new byte[32]), new SecureRandom());
        this.core = new Core(
                settings,
                new Extensions(new RoleAccessPolicy(), organizations, schemas, codes, outside),
                new Ports(
                        new JpaStorage(unit, "default", true),
                        schemas.store(),
                        documents,
                        new LibphonePhoneNumbers("CH"),
                        protector),
                new Environment(clock, new SecureRandom(), () -> {}, Meters.NONE));
        this.accounts = core.accounts();
        this.schemaService = core.schemas();
        this.links = core.emailLinks();
        this.restoration = core.restoration();
        this.operated = core.deliveryAdmin();
        schema(SCHEMA, """
                {"type":"object","properties":{
                  "name":{"type":"string"},
                  "rank":{"type":"string","urn:zitadel:schema:permission":{"owner":"rw","self":"r"}},
                  "note":{"type":"string","urn:zitadel:schema:permission":{"owner":"rw"}}}}
                """);
    }

    static final CoreSettings.Codes NO_BUDGET = new CoreSettings.Codes(Duration.ofHours(1), 5, Duration.ZERO, 0);

    static final CoreSettings RULES = rules(NO_BUDGET);

    static CoreSettings rules(CoreSettings.Codes limits) {
        return rules(limits, Set.of(), URI.create("https://id.example"));
    }

    static CoreSettings rules(CoreSettings.Codes limits, Set<String> origins, @Nullable URI publicUrl) {
        return rules(limits, origins, publicUrl, CoreSettings.Announcements.DEFAULTS);
    }

    /** Settings with which every replacement can be undone. */
    static final CoreSettings UNDOABLE = announcing(new CoreSettings.Announcements(
            Set.of(ContactChannel.EMAIL, ContactChannel.PHONE),
            CoreSettings.UndoPolicy.ALWAYS,
            Duration.ofDays(7),
            false));

    /** Settings with which listeners get events. */
    static CoreSettings announcing(CoreSettings.Announcements announcements) {
        return rules(NO_BUDGET, Set.of(), URI.create("https://id.example"), announcements);
    }

    /** Settings with which a verified contact belongs to one user, and every replacement can be undone. */
    static CoreSettings unique(CoreSettings.UniqueContacts unique) {
        return rules(NO_BUDGET, Set.of(), URI.create("https://id.example"), UNDOABLE.announcements(), unique);
    }

    private static CoreSettings rules(
            CoreSettings.Codes limits,
            Set<String> origins,
            @Nullable URI publicUrl,
            CoreSettings.Announcements announcements) {
        return rules(limits, origins, publicUrl, announcements, CoreSettings.UniqueContacts.NONE);
    }

    private static CoreSettings rules(
            CoreSettings.Codes limits,
            Set<String> origins,
            @Nullable URI publicUrl,
            CoreSettings.Announcements announcements,
            CoreSettings.UniqueContacts unique) {
        return new CoreSettings(
                "default",
                Set.of("id.example"),
                true,
                publicUrl,
                origins,
                limits,
                CoreSettings.ContactChangePolicy.AFTER_VERIFICATION,
                CoreSettings.ContactChangePolicy.IMMEDIATE,
                announcements,
                CoreSettings.ChosenIds.ALL,
                CoreSettings.SchemaLimits.DEFAULTS,
                unique,
                CoreSettings.IDEMPOTENCY_KEYS);
    }

    int schema(String id, String document) {
        return done(schemas.register(id, "type-" + id, json(document)));
    }

    /** A new user of the home organization, without contacts. */
    String user(String data) {
        return user(HOME, data);
    }

    String user(String organization, String data) {
        String id = "u-" + UUID.randomUUID();
        done(accounts.create(
                ADMIN,
                new CreateUser(
                        Preconditions.inOrganization(organization),
                        new CreateUser.NewUser(SCHEMA, object(data), null, id))));
        return id;
    }

    String userWithVerifiedEmail(String address) {
        String id = user("{}");
        done(setEmail(ADMIN, id, address, new Verification.Verified(true)));
        return id;
    }

    static Caller self(String id) {
        return Caller.of(id, Set.of());
    }

    Outcome<Receipt> setEmail(Caller caller, String id, String address, @Nullable Verification verification) {
        return accounts.setContactEmail(
                caller, new SetContactEmail(Preconditions.NONE, id, new SetContact.Email(address, verification)));
    }

    Outcome<Receipt> setPhone(Caller caller, String id, String number, @Nullable Verification verification) {
        return accounts.setContactPhone(
                caller, new SetContactPhone(Preconditions.NONE, id, new SetContact.Phone(number, verification)));
    }

    Outcome<Receipt> verifyEmail(Caller caller, String id, String code) {
        return accounts.verifyContactEmail(caller, new VerifyContact(Preconditions.NONE, id, code));
    }

    Outcome<Receipt> verifyPhone(Caller caller, String id, String code) {
        return accounts.verifyContactPhone(caller, new VerifyContact(Preconditions.NONE, id, code));
    }

    Outcome<Receipt> patchData(Caller caller, String id, String data) {
        return patch(caller, id, new Change.Members(null, object(data), null));
    }

    Outcome<Receipt> mergePatch(Caller caller, String id, String patch) {
        return patch(caller, id, new Change.MergePatch(json(patch)));
    }

    Outcome<Receipt> patch(Caller caller, String id, Change change) {
        return accounts.patch(caller, new PatchUser(Preconditions.NONE, id, change));
    }

    UserView get(String id) {
        return done(accounts.get(ADMIN, new UserRef(Preconditions.NONE, id)));
    }

    /** The messages that wait for delivery, as a worker would take them; each is seen once. */
    List<OutboxMessage> messages() {
        List<Leased> leased = outbox.lease(
                OutboxMessage.MessageKind.ALL, UUID.randomUUID().toString(), 100, clock.instant(), Duration.ofDays(1));
        Set<String> current = leased.isEmpty() ? Set.of() : outbox.current(leased);
        return leased.stream()
                .map(Leased::message)
                .filter(message -> !message.kind().proves() || current.contains(message.id()))
                .toList();
    }

    /** How many calls were refused for a missing permission. */
    long refusals() {
        return core.refusals().values().stream().mapToLong(Long::longValue).sum();
    }

    static <T> T done(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T> done) {
            return done.value();
        }
        throw new AssertionError("refused: " + ((Outcome.Refused<T>) outcome).problem());
    }

    static Problem problem(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?> refused) {
            return refused.problem();
        }
        throw new AssertionError("was done");
    }

    static ProblemCode refusal(Outcome<?> outcome) {
        return problem(outcome).code();
    }

    static Json json(String text) {
        try {
            return JsonText.read(text);
        } catch (JsonText.Unreadable e) {
            throw new AssertionError(e);
        }
    }

    static Json.Obj object(String text) {
        return (Json.Obj) json(text);
    }

    @Override
    public void close() {
        factory.close();
        connections.close();
    }
}
