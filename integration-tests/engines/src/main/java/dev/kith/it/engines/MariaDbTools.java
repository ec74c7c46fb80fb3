package dev.kith.it.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

/** The programs that come with the MariaDB server, for a shell. */
public final class MariaDbTools {
    private MariaDbTools() {}

    /**
     * A command that backs a database up while others write to it.
     *
     * @param database a database of {@link Engine#MARIADB}
     * @return the command; it writes the backup to its output
     */
    public static String dump(Database database) {
        return command("mariadb-dump", "--single-transaction", database);
    }

    /**
     * A command that restores a backup.
     *
     * @param database an empty database of {@link Engine#MARIADB}
     * @return the command; it reads the backup from its input
     */
    public static String restore(Database database) {
        return command("mariadb", "--batch", database);
    }

    private static String command(String program, String option, Database database) {
        try {
            Path folder = MariaDbProgram.unpacked();
            URI url = URI.create(database.url().substring("jdbc:".length()));
            return "LD_LIBRARY_PATH=" + folder.resolve("libs") + " "
                    + folder.resolve("bin").resolve(program)
                    + " --no-defaults " + option + " --skip-ssl --protocol=tcp --host=" + url.getHost() + " --port="
                    + url.getPort() + " --user=" + database.username() + " " + database.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
