package dev.kith.standalone;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import dev.kith.KithStartException;
import dev.kith.boot.config.ConfiguredSettings;
import dev.kith.core.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/** The database: the configured one, else H2 in a folder of its own. */
final class Database {
    /** A database that starts together with this server may need a moment; waiting does not help with a file. */
    private static final long PATIENCE_MILLIS = 5_000;

    private static final int LEAST_CONNECTIONS = 10;
    private static final int MOST_CONNECTIONS = 50;
    private static final int CONNECTIONS_FOR_A_PROCESSOR = 4;

    /**
     * H2 that writes each commit to its file at once loses one in a few thousand updates when several connections commit
     * at the same instant (seen with 2.3.232, 2.4.240 and 2.5.252, only with WRITE_DELAY=0). A single connection does not.
     */
    private static final int EMBEDDED_CONNECTIONS = 1;

    /** Who waits longer for one of many connections is told to come again; the only one has its queue. */
    private static final Duration BUSY = Duration.ofSeconds(3);

    private static final Duration EMBEDDED_BUSY = Duration.ofSeconds(10);

    private Database() {}

    static DatabasePool open(ConfiguredSettings settings) {
        Optional<String> url = settings.find(ProgramSetting.DATABASE_URL);
        HikariConfig config = new HikariConfig();
        config.setPoolName("kith");
        config.setMaximumPoolSize(url.isPresent() ? connections(settings) : EMBEDDED_CONNECTIONS);
        config.setInitializationFailTimeout(url.isPresent() ? PATIENCE_MILLIS : 1);
        Properties account = new Properties();
        settings.find(ProgramSetting.DATABASE_USERNAME)
                .or(() -> url.isEmpty() ? Optional.of("kith") : Optional.empty())
                .ifPresent(name -> account.setProperty("user", name));
        settings.find(ProgramSetting.DATABASE_PASSWORD)
                .map(Secret::reveal)
                .ifPresent(password -> account.setProperty("password", password));
        if (url.filter(text -> text.startsWith("jdbc:postgresql:")).isPresent()) {
            // The database's details quote keys and rows; what is in the URL counts more.
            account.setProperty("logServerErrorDetail", "false");
        }
        DatabaseConnector connector =
                new DatabaseConnector(url.orElseGet(() -> embedded(settings.get(ProgramSetting.DATA))), account);
        try {
            return DatabasePool.open(config, url.isPresent() ? BUSY : EMBEDDED_BUSY, connector);
        } catch (HikariPool.PoolInitializationException e) {
            throw new KithStartException(unreachable(settings, url, e), e);
        }
    }

    private static int connections(ConfiguredSettings settings) {
        return settings.find(ProgramSetting.DATABASE_CONNECTIONS)
                .orElseGet(() -> connections(Runtime.getRuntime().availableProcessors()));
    }

    /** As many connections as a database on such a machine does well with. */
    static int connections(int processors) {
        return Math.min(MOST_CONNECTIONS, Math.max(LEAST_CONNECTIONS, CONNECTIONS_FOR_A_PROCESSOR * processors));
    }

    /**
     * Another process may open the same file while this one runs ({@code AUTO_SERVER}), over a port that only this
     * machine can reach. What has been committed is in the file at once ({@code WRITE_DELAY}): a process that is killed
     * loses nothing.
     */
    private static String embedded(Path folder) {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            PrivateFiles.keepIn(absolute);
        } catch (IOException e) {
            throw new KithStartException(
                    "The folder " + absolute + " (kith.data) cannot be created: " + e + ". Choose another one.", e);
        }
        return "jdbc:h2:" + PrivateFiles.SCHEME + ":" + absolute.resolve("kith") + ";AUTO_SERVER=TRUE;WRITE_DELAY=0";
    }

    /** Where a generated key is kept: beside the embedded database. Several nodes may use another one, and need one key. */
    static Optional<Path> keyFile(ConfiguredSettings settings) {
        return settings.find(ProgramSetting.DATABASE_URL).isPresent()
                ? Optional.empty()
                : Optional.of(settings.get(ProgramSetting.DATA)
                        .toAbsolutePath()
                        .normalize()
                        .resolve("generated.key"));
    }

    private static String unreachable(ConfiguredSettings settings, Optional<String> url, Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String where = url.map(Database::withoutSecrets)
                .orElseGet(() -> "the embedded database in "
                        + settings.get(ProgramSetting.DATA).toAbsolutePath().normalize());
        String remedy = url.isPresent()
                ? "Start it, or correct kith.database.url, kith.database.username and kith.database.password."
                : "Stop what uses it, or choose another folder with kith.data.";
        return "The database cannot be opened: " + where + " (" + cause.getMessage() + "). " + remedy;
    }

    /** Parameters may hold a password. */
    static String withoutSecrets(String url) {
        return url.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//");
    }
}
