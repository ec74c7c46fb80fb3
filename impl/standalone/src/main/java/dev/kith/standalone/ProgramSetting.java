package dev.kith.standalone;

import dev.kith.boot.config.Setting;
import dev.kith.boot.config.SettingType;
import dev.kith.core.Secret;
import dev.kith.standalone.log.LogFormat;
import dev.kith.standalone.log.LogLevel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The settings of the program itself, beside those of the plugin. A server ignores them. */
public final class ProgramSetting {
    /** The constants below, in their order, which is that of the documentation. */
    private static final List<Setting<?>> ALL = new ArrayList<>();

    /** Where the keys of token issuers are. */
    static final Setting<String> JWT_JWKS = listed(Setting.of(
            "kith.jwt.jwks",
            SettingType.text(),
            null,
            "The keys (JWKS) of the issuer of bearer tokens (JWT): an https URL or a file, read again while it runs. Without it, no JWT"
                    + " is accepted."));
    /** Who issues tokens. */
    static final Setting<String> JWT_ISSUER = listed(Setting.of(
            "kith.jwt.issuer",
            SettingType.text(),
            null,
            "The issuer that a JWT must name (`iss`); required with `kith.jwt.jwks`."));
    /** For whom tokens are. */
    static final Setting<String> JWT_AUDIENCE = listed(Setting.of(
            "kith.jwt.audience",
            SettingType.text(),
            null,
            "The audience that a JWT must name (`aud`); required with `kith.jwt.jwks`."));

    /** The address that the program listens on. */
    static final Setting<String> HTTP_HOST = listed(Setting.of(
            "kith.http.host",
            SettingType.name(),
            "127.0.0.1",
            "The address to listen on; `0.0.0.0` for all. Anyone who can reach it can send requests."));
    /** The port that the program listens on. */
    static final Setting<Integer> HTTP_PORT = listed(Setting.of(
            "kith.http.port", SettingType.number(0, 65_535), "8080", "The port to listen on; 0: any free port."));
    /** The certificate of the port. */
    static final Setting<Path> TLS_CERTIFICATE = listed(Setting.of(
            "kith.tls.certificate",
            SettingType.path("a file that exists", Files::isRegularFile),
            null,
            "The server's certificate, followed by those that vouch for it (PEM), read again when the file changes. With it,"
                    + " the port speaks TLS 1.2 and 1.3 instead of plain HTTP."));
    /** The key of that certificate. */
    static final Setting<Path> TLS_KEY = listed(Setting.of(
            "kith.tls.key",
            SettingType.path("a file that exists", Files::isRegularFile),
            null,
            "The private key of the certificate (PEM, PKCS#8, not encrypted); required with `kith.tls.certificate`."));
    /** How long the port stays open after readiness has ended. */
    static final Setting<Duration> SHUTDOWN_DELAY = listed(Setting.of(
            "kith.shutdown.delay",
            SettingType.duration(Duration.ZERO, Duration.ofMinutes(10)),
            "PT0S",
            "How long a shutdown goes on serving while `/health/ready` is already 503, so that a load balancer notices before"
                    + " the port closes."));
    /** What is logged. */
    static final Setting<LogLevel> LOG_LEVEL = listed(Setting.of(
            "kith.log.level",
            SettingType.oneOf(LogLevel.class),
            "info",
            "The least level that is logged: `error`, `warning`, `info`, `debug` or `trace`; of libraries never more than"
                    + " `info`."));
    /** What a line of the log looks like. */
    static final Setting<LogFormat> LOG_FORMAT = listed(
            Setting.of(
                    "kith.log.format",
                    SettingType.oneOf(LogFormat.class),
                    "text",
                    "What a line of the log is: `text`, or `json` for an object with time, level, logger, message, thread and exception."));
    /** Where the program keeps its data. */
    static final Setting<Path> DATA = listed(Setting.of(
            "kith.data",
            SettingType.path(
                    "a folder, or a path where one can be created",
                    path -> Files.isDirectory(path) || Files.notExists(path)),
            "kith-data",
            "The folder of the embedded database."));
    /** Where the program finds plugins. */
    static final Setting<Path> PLUGINS = listed(Setting.of(
            "kith.plugins",
            SettingType.path("a folder", path -> Files.isDirectory(path) || Files.notExists(path)),
            "kith-plugins",
            "A folder with jars of providers (notifiers and so on)."));
    /** The program's database. */
    static final Setting<String> DATABASE_URL = listed(Setting.secret(
            "kith.database.url",
            SettingType.text()
                    .where(
                            "a JDBC URL that begins with jdbc:h2:, jdbc:postgresql: or jdbc:mariadb:",
                            t -> t.matches("jdbc:(h2|postgresql|mariadb):.+")),
            "The database, as a JDBC URL (H2, PostgreSQL, MariaDB). Without it: H2 in `kith.data`."));
    /** The account for the program's database. */
    static final Setting<String> DATABASE_USERNAME =
            listed(Setting.of("kith.database.username", SettingType.text(), null, "The account for the database."));
    /** The password for the program's database. */
    static final Setting<Secret> DATABASE_PASSWORD =
            listed(Setting.secret("kith.database.password", SettingType.secret(), "Its password."));
    /** How many connections to the program's database there are. */
    static final Setting<Integer> DATABASE_CONNECTIONS = listed(Setting.of(
            "kith.database.connections",
            SettingType.number(1, 1_000),
            null,
            "How many connections to the database of `kith.database.url` there are at the most. Without it: four for each"
                    + " processor, at least 10 and at most 50."));
    /** Who may see the metrics. */
    static final Setting<MetricsFor> METRICS = listed(Setting.of(
            "kith.metrics",
            SettingType.oneOf(MetricsFor.class),
            "this-machine",
            "Who may read `/metrics`: `nobody`, `this-machine` or `everybody` who can reach the port."));
    /** Whether there is something to try out. */
    static final Setting<Boolean> DEMO = listed(Setting.of(
            "kith.demo",
            SettingType.truth(),
            "true",
            "Whether an empty database gets a schema and a user to try things out with."));
    /** Whether the program runs for development. */
    static final Setting<Boolean> DEV = listed(
            Setting.of(
                    "kith.dev",
                    SettingType.truth(),
                    null,
                    "Whether mail goes to the page `/dev/mailbox`, which only this machine can see, with the link that the start"
                            + " prints. Without it: only if there is no `kith.mail.host`, and no `kith.public-url` that leads elsewhere."));

    private ProgramSetting() {}

    private static <T> Setting<T> listed(Setting<T> setting) {
        ALL.add(setting);
        return setting;
    }

    /**
     * The settings of the program.
     *
     * @return each of them, in the order of the documentation
     */
    public static List<Setting<?>> all() {
        return Collections.unmodifiableList(ALL);
    }
}
