package dev.kith.boot.config;

import dev.kith.core.CoreSettings;
import dev.kith.core.CoreSettings.ChosenIds;
import dev.kith.core.CoreSettings.ContactChangePolicy;
import dev.kith.core.CoreSettings.UndoPolicy;
import dev.kith.core.CoreSettings.UniqueContacts;
import dev.kith.core.Secret;
import dev.kith.core.SecretKeys.Key;
import dev.kith.defaults.LibphonePhoneNumbers;
import dev.kith.defaults.mail.HeloName;
import dev.kith.defaults.mail.MailServer.Security;
import dev.kith.defaults.webhook.WebhookTargets;
import dev.kith.spi.Notifier.Channel;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key of the configuration. The constants of this class are the settings of the plugin; the program adds its own. No
 * other {@code kith.*} key exists.
 *
 * @param <T> the type of the value
 */
public final class Setting<T> {
    /** The constants below, in their order, which is that of the documentation. */
    private static final List<Setting<?>> ALL = new ArrayList<>();

    private static final Duration LONG = Duration.ofDays(365);
    private static final Duration NEVER_SO_SHORT = Duration.ofMillis(10);

    /** Names the instance. */
    public static final Setting<String> INSTANCE_ID = listed(
            "kith.instance.id",
            SettingType.name(),
            "default",
            "The id of this instance. Separate deployments that share a database need different ids.");
    /** The instance's domains. */
    public static final Setting<Set<String>> INSTANCE_DOMAINS = listed(
            "kith.instance.domains",
            SettingType.set("a comma-separated list of domains", item -> true),
            null,
            "The domains by which requests may name this instance.");
    /** The feature switch. */
    public static final Setting<Boolean> ENABLED =
            listed("kith.user-schema.enabled", SettingType.truth(), "true", "Whether the calls are offered at all.");
    /** The base of default links. */
    public static final Setting<URI> PUBLIC_URL = listed(
            "kith.public-url",
            SettingType.baseUrl(),
            null,
            "The URL, context path included, under which people reach this server: the base of the links in messages."
                    + " Without it messages carry the code but no link. The standalone program uses its own address.");
    /** Where links may lead. */
    public static final Setting<Set<String>> LINK_ORIGINS = listed(
            "kith.links.allowed-origins",
            SettingType.linkOrigins(),
            null,
            "Where URL templates of callers may lead: `https://app.example.com`, or `myapp://verify` with the scheme of"
                    + " an application. Without it, administrators may name any http or https origin and users only that"
                    + " of `kith.public-url`.");
    /** Which browsers' origins may call. */
    public static final Setting<Set<String>> CORS_ORIGINS = listed(
            "kith.cors.allowed-origins",
            SettingType.originsOrAny(),
            null,
            "Which web applications may call from a browser (CORS); `*`: all, but without cookies. Without it, none.");
    /** How much memory bodies may take. */
    public static final Setting<Long> BODY_BUDGET = listed(
            "kith.body.budget",
            SettingType.bytes(64 * 1024, 1L << 40),
            null,
            "How many bytes the bodies of requests may have together while they are read and answered, such as `64MiB`;"
                    + " one caller has at most a quarter. Beyond it, calls are refused with `KITH-BUSY`. Without it, an"
                    + " eighth of the heap.");
    /** How long a body may take. */
    public static final Setting<Duration> BODY_TIME = listed(
            "kith.body.time",
            SettingType.duration(NEVER_SO_SHORT, Duration.ofHours(1)),
            "PT30S",
            "How long a whole body may take to come; what takes longer is refused with `KITH-BUSY`.");
    /** How many requests a caller may make. */
    public static final Setting<Integer> REQUESTS_PER_MINUTE = listed(
            "kith.requests.per-minute",
            SettingType.number(1, 1_000_000),
            null,
            "How many requests each caller may make in a minute, counted by each node for itself. Beyond it, calls are"
                    + " refused with `KITH-REQUEST-RATE`. Without it, there is no limit.");
    /** The organizations. */
    public static final Setting<Map<String, String>> ORGANIZATIONS = listed(
            "kith.organizations",
            SettingType.organizations(),
            null,
            "The organizations that exist, `id` or `id=domain`, added at start. Without it, one named `default`.");
    /** The folder with schemas. */
    public static final Setting<Path> SCHEMA_DIRECTORY = listed(
            "kith.schemas.directory",
            SettingType.directory(),
            null,
            "A folder of JSON Schemas, one `<id>.json` each, registered at start; a changed file becomes a new"
                    + " revision. Schemas with a file here cannot be changed by calls.");
    /** How large data may be. */
    public static final Setting<Long> DATA_SIZE = listed(
            "kith.user-data.size",
            SettingType.bytes(1024, 4 * 1024 * 1024),
            "4MiB",
            "The largest data of a user: about as many characters may its JSON text have (`4MiB` is 4,194,304). What"
                    + " would become larger is refused (`LIMIT`), in imports too.");
    /** How many users a dry run judges. */
    public static final Setting<Integer> IMPACT_USERS = listed(
            "kith.schemas.impact.users",
            SettingType.number(0, 10_000_000),
            "100000",
            "How many users a dry run of a schema's change judges; beyond that its numbers are lower bounds.");
    /** How long a dry run judges users. */
    public static final Setting<Duration> IMPACT_TIME = listed(
            "kith.schemas.impact.time",
            SettingType.duration(NEVER_SO_SHORT, Duration.ofMinutes(10)),
            "PT10S",
            "How long a dry run of a schema's change judges users; beyond that its numbers are lower bounds.");
    /** How far from the first result a page may begin. */
    public static final Setting<Integer> MOST_OFFSET = listed(
            "kith.search.max-offset",
            SettingType.number(0, Integer.MAX_VALUE),
            "100000",
            "The largest offset of a search; beyond it, the search is refused with `KITH-OFFSET`.");
    /** How long the database may look for users. */
    public static final Setting<Duration> SEARCH_TIME = listed(
            "kith.search.time",
            SettingType.duration(NEVER_SO_SHORT, Duration.ofMinutes(10)),
            "PT10S",
            "How long the database may look for users; beyond that, the search is refused with `KITH-SEARCH-TIME`.");

    /** Who may choose ids. */
    public static final Setting<ChosenIds> CHOSEN_IDS = listed(
            "kith.users.chosen-ids",
            SettingType.oneOf(ChosenIds.class),
            "all",
            "Who may choose the id of a new user, and so learn whether it is taken anywhere in the instance: `all` who may"
                    + " create users, `instance` only those who may create users in the whole instance, `none` nobody.");

    /** Under how many keys answers are kept. */
    public static final Setting<Integer> IDEMPOTENCY_KEYS = listed(
            "kith.idempotency.keys",
            SettingType.number(1, 1_000_000),
            String.valueOf(CoreSettings.IDEMPOTENCY_KEYS),
            "Under how many `Idempotency-Key`s answers are kept for each caller, 24 hours each at most. Beyond it, calls with"
                    + " another key are refused with `KITH-IDEMPOTENCY-KEYS`.");

    /** Where phone numbers are read. */
    public static final Setting<String> PHONE_REGION = listed(
            "kith.phone.region",
            SettingType.text()
                    .where(
                            "two letters of ISO 3166-1 such as CH, of a region with phone numbers, or none",
                            LibphonePhoneNumbers::isRegion),
            LibphonePhoneNumbers.NO_REGION,
            "The region whose phone numbers may be given without `+` and country code, two letters of ISO 3166-1 such as"
                    + " `CH`; `none`: none, every number needs them.");

    /** How long codes are. */
    public static final Setting<Integer> CODE_LENGTH =
            listed("kith.code.length", SettingType.number(4, 20), "6", "How many characters a code has.");
    /** What codes are made of. */
    public static final Setting<String> CODE_ALPHABET = listed(
            "kith.code.alphabet",
            SettingType.text()
                    .where(
                            "unambiguous, or upper, lower, digits or symbols, or several of these four separated by"
                                    + " commas, each once",
                            Setting::isAlphabet),
            "unambiguous",
            "What codes are made of: `unambiguous` (upper-case letters and digits without `0`, `O`, `1`, `I`, `L`), or"
                    + " `upper`, `lower`, `digits`, `symbols`, separated by commas; ZITADEL's are `upper,digits`.");
    /** How long codes are valid. */
    public static final Setting<Duration> CODE_LIFETIME = listed(
            "kith.code.lifetime",
            SettingType.duration(Duration.ZERO, LONG),
            "PT1H",
            "How long a code is valid; `PT0S`: for ever.");
    /** How often a code may be wrong. */
    public static final Setting<Integer> CODE_ATTEMPTS = listed(
            "kith.code.max-attempts",
            SettingType.number(1, 1000),
            "5",
            "How many wrong codes calls may try before the code is void for them; the page behind the link has 50 guesses"
                    + " of its own.");
    /** The pause between codes. */
    public static final Setting<Duration> CODE_PAUSE = listed(
            "kith.code.pause",
            SettingType.duration(Duration.ZERO, Duration.ofDays(1)),
            "PT30S",
            "The minimum time between two codes sent to the same contact of a user; `PT0S`: none.");
    /** How many codes in an hour. */
    public static final Setting<Integer> CODE_HOURLY_LIMIT = listed(
            "kith.code.hourly-limit",
            SettingType.number(0, 1_000_000),
            "10",
            "How many codes may be sent per hour, for each contact of a user and for each recipient; 0: no limit.");

    /** What users do to their verified contacts. */
    public static final Setting<ContactChangePolicy> CHANGE_BY_SELF = listed(
            "kith.contact.change.self",
            SettingType.oneOf(ContactChangePolicy.class),
            "after-verification",
            "What happens when a user sets another contact while the current one is verified: `after-verification`"
                    + " keeps the current one until the code for the new one has been redeemed, `immediate` replaces it"
                    + " at once.");
    /** What administrators do to verified contacts. */
    public static final Setting<ContactChangePolicy> CHANGE_BY_OWNER = listed(
            "kith.contact.change.owner",
            SettingType.oneOf(ContactChangePolicy.class),
            "immediate",
            "The same for administrators.");

    /** Which previous contacts are notified. */
    public static final Setting<Set<dev.kith.core.ContactChannel>> NOTICES = listed(
            "kith.contact.change.notice",
            SettingType.contacts(),
            "email,phone",
            "Which previous verified contacts are notified that they were replaced or removed: `email`, `phone`, both separated by a"
                    + " comma, or `none`.");
    /** Which of these changes can be undone. */
    public static final Setting<UndoPolicy> UNDO = listed(
            "kith.contact.change.undo",
            SettingType.oneOf(UndoPolicy.class),
            "self",
            "Which of these notices carry a link that undoes the change within 7 days: `always` all, `self` only those of"
                    + " changes that users made themselves, `never` none; links that were sent before then stop"
                    + " working. No link works while the user is locked or deactivated.");

    /** Among which users contacts are unique. */
    public static final Setting<UniqueContacts> UNIQUE_CONTACTS = listed(
            "kith.contact.unique",
            SettingType.oneOf(UniqueContacts.class),
            "none",
            "Whether a verified address or number belongs to one user: `organization` of each organization, `instance` of"
                    + " all, `none` to any number of users. Kept in the database: a node with another value does not start."
                    + " With `instance`, only who may verify contacts in the whole instance may vouch for them.");
    /** What that was so far. */
    public static final Setting<UniqueContacts> UNIQUE_CONTACTS_BEFORE = listed(
            "kith.contact.unique-before",
            SettingType.oneOf(UniqueContacts.class),
            null,
            "What `kith.contact.unique` was so far, for the start of one node with another value of it, which switches the"
                    + " database; all other nodes have to be stopped.");

    /** The server's keys. */
    public static final Setting<List<Key>> KEYS = listedSecret(
            "kith.keys",
            SettingType.keys(),
            "The keys with which codes are hashed and messages are sealed: `id:base64`, the newest last, 32 bytes or"
                    + " more each. Without it, a key is generated and kept in the database, by the program with its embedded"
                    + " database in a file beside it: a stopgap.");
    /** The database in a server. */
    public static final Setting<String> DATASOURCE = listed(
            "kith.datasource",
            SettingType.text().where("a JNDI name of this server, such as java:/jdbc/kith", JndiName::isOwn),
            null,
            "The JNDI name of the data source, or its name as a bean. Without it, the server's default data source.");
    /** Whether tables are made. */
    public static final Setting<Boolean> MIGRATE = listed(
            "kith.database.migrate",
            SettingType.truth(),
            "true",
            "Whether tables are created and brought up to date at start.");

    /** Picks notifiers. */
    public static final Setting<List<String>> NOTIFIER = listed(
            "kith.notifier",
            SettingType.list("a comma-separated list of names", item -> true),
            null,
            "The notifiers to use, by name, separated by commas: a message goes to the first that carries its channel,"
                    + " and to the next if that one cannot take it now. Built in are `mail`, `webhook` and `log`.");
    /** Picks notifiers of mails. */
    public static final Setting<List<String>> NOTIFIER_EMAIL = listed(
            "kith.notifier.email",
            SettingType.list("a comma-separated list of names", item -> true),
            null,
            "The same for e-mail only, instead of `kith.notifier`.");
    /** Picks notifiers of text messages. */
    public static final Setting<List<String>> NOTIFIER_SMS = listed(
            "kith.notifier.sms",
            SettingType.list("a comma-separated list of names", item -> true),
            null,
            "The same for text messages only, instead of `kith.notifier`.");
    /** Picks the code generator. */
    public static final Setting<String> CODE_GENERATOR = provider("kith.code-generator", "code generator");
    /** Picks the schema provider. */
    public static final Setting<String> USER_SCHEMA_PROVIDER = provider("kith.user-schema-provider", "schema provider");
    /** Picks the authenticator. */
    public static final Setting<String> AUTHENTICATOR = provider("kith.authenticator", "authenticator");
    /** Picks the access policy. */
    public static final Setting<String> ACCESS_POLICY = provider("kith.access-policy", "access policy");
    /** Picks the organization directory. */
    public static final Setting<String> ORGANIZATION_DIRECTORY =
            provider("kith.organization-directory", "organization directory");
    /** Picks the verification service. */
    public static final Setting<String> VERIFICATION_SERVICE =
            provider("kith.verification-service", "outside verification service");

    /** Picks event listeners. */
    public static final Setting<List<String>> EVENT_LISTENERS = listed(
            "kith.event-listeners",
            SettingType.list("a comma-separated list of names", item -> true),
            null,
            "The event listeners to use, by name, separated by commas. Without it, all that are found. Built in are"
                    + " `cdi`, which passes events to beans that observe `UserChanged`, and `webhook`.");

    /** The mail server. */
    public static final Setting<String> MAIL_HOST = listed(
            "kith.mail.host",
            SettingType.name(),
            null,
            "The SMTP server. Without it, no mail is sent; the log says what would have been sent.");
    /** The mail server's port. */
    public static final Setting<Integer> MAIL_PORT = listed(
            "kith.mail.port",
            SettingType.number(1, 65_535),
            null,
            "Its port. Without it: 25, with `starttls` 587, with `tls` 465.");
    /** How mail is protected on its way. */
    public static final Setting<Security> MAIL_SECURITY = listed(
            "kith.mail.security",
            SettingType.oneOf(Security.class),
            "none",
            "`starttls` and `tls` insist on encryption and on the server's certificate; `none` is for a server on the"
                    + " same machine or a trusted network.");
    /** Who sends mail. */
    public static final Setting<String> MAIL_USERNAME = listed(
            "kith.mail.username",
            SettingType.text(),
            null,
            "The account on the SMTP server. Without it, Kith does not log in.");
    /** The password of who sends mail. */
    public static final Setting<Secret> MAIL_PASSWORD = listedSecret(
            "kith.mail.password",
            SettingType.secret()
                    .where("text that is not blank", secret -> !secret.reveal().isBlank()),
            "The account's password.");
    /** The token of who sends mail. */
    public static final Setting<Path> MAIL_TOKEN_FILE = listed(
            "kith.mail.token-file",
            SettingType.path("a file that exists", Files::isRegularFile),
            null,
            "A file with an OAuth 2.0 access token for the account, instead of a password (`XOAUTH2`). It is read for each"
                    + " login, so that it can be replaced at any time.");
    /** How the mail server is greeted. */
    public static final Setting<String> MAIL_HELO = listed(
            "kith.mail.helo",
            SettingType.text()
                    .where(
                            "a host name such as mx1.example.com, or an address in brackets such as [192.0.2.1]",
                            HeloName::isValid),
            null,
            "The name that the SMTP server is greeted with (`EHLO`). Without it, the host of `kith.public-url` where that is"
                    + " a name with a dot and not this machine, else the domain of `kith.mail.from`.");
    /** The sender's address. */
    public static final Setting<String> MAIL_FROM = listed(
            "kith.mail.from",
            SettingType.text()
                    .where(
                            "an address such as no-reply@example.com or Kith <no-reply@example.com>",
                            t -> t.contains("@")),
            null,
            "The sender's address, with or without a name in any script; required with `kith.mail.host`.");
    /** How long the mail server may take. */
    public static final Setting<Duration> MAIL_TIMEOUT = listed(
            "kith.mail.timeout",
            SettingType.duration(NEVER_SO_SHORT, Duration.ofMinutes(10)),
            "PT10S",
            "How long connecting and each reply may take; `kith.delivery.timeout` limits the whole delivery.");

    /** Where messages are posted. */
    public static final Setting<URI> WEBHOOK_URL = listedSecret(
            "kith.webhook.url",
            SettingType.webhook(),
            "Where messages are posted as JSON, for instance to a gateway for text messages; see docs/messages.md."
                    + " Without it, nowhere.");
    /** Which messages are posted. */
    public static final Setting<Set<Channel>> WEBHOOK_CHANNELS = listed(
            "kith.webhook.channels",
            SettingType.channels(),
            "sms",
            "Which messages are posted: `email`, `sms`, or both separated by a comma.");
    /** Where events are posted. */
    public static final Setting<URI> EVENTS_WEBHOOK_URL = listedSecret(
            "kith.events.webhook.url",
            SettingType.webhook(),
            "Where events are posted as CloudEvents, signed and guarded like messages; see docs/events.md. Without it,"
                    + " nowhere.");
    /** The keys that sign what is posted. */
    public static final Setting<List<Key>> WEBHOOK_KEYS = listedSecret(
            "kith.webhook.keys",
            SettingType.keys(),
            "The keys that sign what is posted: `id:base64`, the newest last, 32 bytes or more each; required with"
                    + " `kith.webhook.url` and `kith.events.webhook.url`.");
    /** How long a post may take. */
    public static final Setting<Duration> WEBHOOK_TIMEOUT = listed(
            "kith.webhook.timeout",
            SettingType.duration(NEVER_SO_SHORT, Duration.ofMinutes(10)),
            "PT10S",
            "How long connecting, sending and receiving the head of the response may take together.");
    /** Where posts may go apart from public addresses. */
    public static final Setting<Set<String>> WEBHOOK_TARGETS = listed(
            "kith.webhook.allowed-targets",
            SettingType.set(
                    "a comma-separated list of host names, addresses and networks such as 10.0.0.0/8",
                    WebhookTargets::isTarget),
            null,
            "Host names, addresses and networks such as `10.0.0.0/8` that may be posted to although they are not"
                    + " public, and without TLS. Without it: https and public addresses only.");
    /** The operator's texts. */
    public static final Setting<Path> TEXTS_DIRECTORY = listed(
            "kith.texts.directory",
            SettingType.directory(),
            null,
            "A folder with files that replace texts and layouts of messages; see docs/messages.md.");
    /** The language of the installation. */
    public static final Setting<Locale> TEXTS_LANGUAGE = listed(
            "kith.texts.language",
            SettingType.language(),
            "en",
            "The language of messages to people for whose languages there are no texts, such as `de` or `de-AT`.");

    /** Whether this node delivers. */
    public static final Setting<Boolean> DELIVERY = listed(
            "kith.delivery.enabled",
            SettingType.truth(),
            "true",
            "Whether this node delivers messages; another node may do it.");
    /** How often the outbox is looked at. */
    public static final Setting<Duration> DELIVERY_POLL = listed(
            "kith.delivery.poll",
            SettingType.duration(NEVER_SO_SHORT, Duration.ofHours(1)),
            "PT5S",
            "How often this node looks for messages of other nodes and for retries that are due; its own messages go"
                    + " out at once.");
    /** How long a notifier may take. */
    public static final Setting<Duration> DELIVERY_TIMEOUT = listed(
            "kith.delivery.timeout",
            SettingType.duration(NEVER_SO_SHORT, Duration.ofMinutes(30)),
            "PT30S",
            "How long a notifier may take before it is interrupted.");
    /** How often delivery is tried. */
    public static final Setting<Integer> DELIVERY_ATTEMPTS = listed(
            "kith.delivery.attempts",
            SettingType.number(1, 1000),
            "10",
            "How many times delivery of a message is tried.");
    /** How long a message is leased. */
    public static final Setting<Duration> DELIVERY_LEASE = listed(
            "kith.delivery.lease",
            SettingType.duration(NEVER_SO_SHORT, Duration.ofHours(1)),
            "PT1M",
            "How long a node may keep a message to itself: after a crash another node takes it over when this time has"
                    + " passed.");
    /** How many messages at a time. */
    public static final Setting<Integer> DELIVERY_THREADS = listed(
            "kith.delivery.threads",
            SettingType.number(1, 32),
            "2",
            "How many messages this node delivers at a time. From 2 on, one of these places is kept free of events, so"
                    + " that codes do not wait for listeners.");
    /** How long the end waits for messages on their way. */
    public static final Setting<Duration> DELIVERY_DRAIN = listed(
            "kith.delivery.drain",
            SettingType.duration(Duration.ZERO, Duration.ofMinutes(10)),
            "PT5S",
            "How long a shutdown waits for messages that are being delivered; what takes longer is interrupted and"
                    + " tried again.");

    /** The administrator's token, as a hash. */
    public static final Setting<String> ADMINISTRATOR_TOKEN_HASH = listedSecret(
            "kith.administrator.token-hash",
            SettingType.text()
                    .where("the SHA-256 hash of the token, 64 hexadecimal digits", t -> t.matches("[0-9a-fA-F]{64}")),
            "The SHA-256 hash, in hexadecimal digits, of a bearer token that may do everything.");

    /** What the audience of an access token of Keycloak may be. */
    public static final Setting<Set<String>> KEYCLOAK_AUDIENCE = listed(
            "kith.keycloak.audience",
            SettingType.set("audiences, separated by commas, or *", audience -> !audience.contains(" ")),
            "kith",
            "In Keycloak: what the audience of an access token may be; `*`: any. A token with a role of the client"
                    + " `kith` counts as well.");

    /** Whether a Quarkus application serves Kith. */
    public static final Setting<Boolean> QUARKUS = listed(
            "kith.quarkus",
            SettingType.truth(),
            "false",
            "Whether a Quarkus application serves Kith. Read when the application is built; it has no effect"
                    + " elsewhere.");

    private final String key;
    private final SettingType<T> type;
    private final @Nullable String standard;
    private final String description;
    private final boolean secret;

    private Setting(String key, SettingType<T> type, @Nullable String standard, String description, boolean secret) {
        this.key = key;
        this.type = type;
        this.standard = standard;
        this.description = description;
        this.secret = secret;
    }

    /**
     * A setting that is not of the plugin itself: {@link KnownSettings} says where it is known.
     *
     * @param key the key, beginning with {@code kith.}
     * @param type which values it takes
     * @param standard the default, {@code null} for none
     * @param description what it is about, in sentences
     * @param <T> the type of the value
     * @return the setting
     */
    public static <T> Setting<T> of(String key, SettingType<T> type, @Nullable String standard, String description) {
        return new Setting<>(key, type, standard, description, false);
    }

    /**
     * The same with a value that is not shown, and without a default.
     *
     * @param key the key, beginning with {@code kith.}
     * @param type which values it takes
     * @param description what it is about, in sentences
     * @param <T> the type of the value
     * @return the setting
     */
    public static <T> Setting<T> secret(String key, SettingType<T> type, String description) {
        return new Setting<>(key, type, null, description, true);
    }

    private static <T> Setting<T> listed(
            String key, SettingType<T> type, @Nullable String standard, String description) {
        return listed(of(key, type, standard, description));
    }

    private static <T> Setting<T> listedSecret(String key, SettingType<T> type, String description) {
        return listed(secret(key, type, description));
    }

    private static Setting<String> provider(String key, String what) {
        return listed(key, SettingType.name(), null, "The " + what + " to use, by name.");
    }

    private static <T> Setting<T> listed(Setting<T> setting) {
        ALL.add(setting);
        return setting;
    }

    private static boolean isAlphabet(String text) {
        List<String> known = List.of("upper", "lower", "digits", "symbols");
        List<String> parts = List.of(text.split("\\s*,\\s*", -1));
        boolean several = known.containsAll(parts) && Set.copyOf(parts).size() == parts.size();
        return several || parts.equals(List.of("unambiguous"));
    }

    /**
     * The settings of the plugin.
     *
     * @return each of them, in the order of the documentation
     */
    public static List<Setting<?>> all() {
        return Collections.unmodifiableList(ALL);
    }

    /**
     * The key.
     *
     * @return the key, beginning with {@code kith.}
     */
    public String key() {
        return key;
    }

    /**
     * The name of the environment variable.
     *
     * @return the key in upper case, with underscores for dots and hyphens
     */
    public String variable() {
        return variable(key);
    }

    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /**
     * What holds where nothing is configured.
     *
     * @return the default as a text, empty where there is none
     */
    public Optional<String> standard() {
        return Optional.ofNullable(standard);
    }

    /**
     * What the setting is about.
     *
     * @return sentences
     */
    public String description() {
        return description;
    }

    /** Whether the value must not be shown. */
    boolean isSecret() {
        return secret;
    }

    /**
     * Which values the setting takes.
     *
     * @return the type
     */
    public SettingType<T> type() {
        return type;
    }

    @Override
    public String toString() {
        return key;
    }
}
