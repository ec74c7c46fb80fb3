package dev.kith.it.databases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Caller;
import dev.kith.api.ContactRestoration;
import dev.kith.api.CreateUser;
import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserRef;
import dev.kith.api.UserView;
import dev.kith.api.Verification;
import dev.kith.core.Core;
import dev.kith.core.CoreSettings;
import dev.kith.core.DataProtector;
import dev.kith.core.Environment;
import dev.kith.core.Extensions;
import dev.kith.core.Meters;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.core.Ports;
import dev.kith.core.SecretKeys.Key;
import dev.kith.defaults.LibphonePhoneNumbers;
import dev.kith.defaults.SecureRandomCodes;
import dev.kith.defaults.auth.RoleAccessPolicy;
import dev.kith.jpa.JpaOrganizations;
import dev.kith.jpa.JpaOutbox;
import dev.kith.jpa.JpaStorage;
import dev.kith.jpa.JpaUserSchemas;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole calls for users whose ids are as long as they may be, in characters that some databases count as two. */
@ParameterizedClass
@EnumSource
class LongIdTest {
    private static final Caller ADMIN = Caller.of("admin", Set.of("IAM_OWNER"));
    private static final String EMOJI = "\uD83D\uDE00";

    private final DataProtector protector;
    private final JpaOutbox outbox;
    private final UserAccounts accounts;
    private final ContactRestoration restoration;

    LongIdTest(DatabaseParameter lane) {
        Store store = Store.on(lane);
        String instance = Store.freshInstance();
        SecureRandom random = new SecureRandom();
        AnyDocument documents = new AnyDocument();
        JpaUserSchemas schemas = new JpaUserSchemas(store.unit, instance, documents, Clock.systemUTC());
        JpaOrganizations organizations = new JpaOrganizations(store.unit, instance);
        protector = new DataProtector(List.of(new Key("k1", new byte[32])), new Key("lasting", new byte[32]), random);
        outbox = new JpaOutbox(store.unit, instance, random);
        organizations.register("org1", null);
        schemas.register("person", "Person", Json.Bool.TRUE);
        Core core = new Core(
                rules(instance),
                new Extensions(
                        new RoleAccessPolicy(),
                        organizations,
                        schemas,
                        new SecureRandomCodes(random, SecureRandomCodes.LETTERS_AND_DIGITS, 6),
                        null),
                new Ports(
                        new JpaStorage(store.unit, instance, true),
                        schemas.store(),
                        documents,
                        new LibphonePhoneNumbers("CH"),
                        protector),
                new Environment(Clock.systemUTC(), random, () -> {}, Meters.NONE));
        accounts = core.accounts();
        restoration = core.restoration();
    }

    private static CoreSettings rules(String instance) {
        return new CoreSettings(
                instance,
                Set.of(),
                true,
                URI.create("https://id.example"),
                Set.of(),
                CoreSettings.Codes.DEFAULTS,
                CoreSettings.ContactChangePolicy.AFTER_VERIFICATION,
                CoreSettings.ContactChangePolicy.IMMEDIATE,
                new CoreSettings.Announcements(
                        CoreSettings.Announcements.DEFAULTS.replaced(),
                        CoreSettings.UndoPolicy.ALWAYS,
                        Duration.ofDays(7),
                        false),
                CoreSettings.ChosenIds.ALL,
                CoreSettings.SchemaLimits.DEFAULTS,
                CoreSettings.IDEMPOTENCY_KEYS);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 150, 200})
    void an_email_that_was_replaced_is_restored(int characters) {
        String id = EMOJI.repeat(characters);
        create(id);
        setEmail(id, "old@home.example");
        setEmail(id, "new@home.example");

        assertThat(done(restoration.restore(undoToken()))).isEqualTo("old@home.example");

        assertThat(get(id).email()).isEqualTo(new UserView.ContactView("old@home.example", true));
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 200})
    void a_phone_number_that_was_replaced_is_restored(int characters) {
        String id = EMOJI.repeat(characters);
        create(id);
        setPhone(id, "+41446681800");
        setPhone(id, "+41446681801");

        assertThat(done(restoration.restore(undoToken()))).isEqualTo("+41446681800");

        assertThat(get(id).phone()).isEqualTo(new UserView.ContactView("+41446681800", true));
    }

    private void create(String id) {
        done(accounts.create(
                ADMIN,
                new CreateUser(
                        Preconditions.inOrganization("org1"),
                        new CreateUser.NewUser("person", Users.data("given", "Ada"), null, id))));
    }

    private void setEmail(String id, String address) {
        SetContact.Email email = new SetContact.Email(address, new Verification.Verified(true));
        done(accounts.setContactEmail(ADMIN, new SetContactEmail(Preconditions.NONE, id, email)));
    }

    private void setPhone(String id, String number) {
        SetContact.Phone phone = new SetContact.Phone(number, new Verification.Verified(true));
        done(accounts.setContactPhone(ADMIN, new SetContactPhone(Preconditions.NONE, id, phone)));
    }

    private UserView get(String id) {
        return done(accounts.get(ADMIN, new UserRef(Preconditions.NONE, id)));
    }

    /** The token in the link of the one notice that is waiting for delivery. */
    private String undoToken() {
        List<OutboxMessage> notices = outbox
                .lease(
                        OutboxMessage.MessageKind.ALL,
                        "worker",
                        10,
                        Clock.systemUTC().instant(),
                        Duration.ofDays(1))
                .stream()
                .map(Leased::message)
                .filter(message -> message.kind() == MessageKind.NOTICE)
                .toList();
        assertThat(notices).hasSize(1);
        String link = Objects.requireNonNull(protector.open(notices.get(0)).link());
        return link.substring(link.indexOf('=') + 1);
    }

    private static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }
}
