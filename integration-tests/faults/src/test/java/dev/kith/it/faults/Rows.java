package dev.kith.it.faults;

import dev.kith.it.engines.Database;
import dev.kith.it.processes.Eventually;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of the tables, as an operator sees it. */
final class Rows {
    private Rows() {}

    /**
     * A message.
     *
     * @param id its id
     * @param userId whose it is
     * @param recipient where it goes
     * @param status whether it waits, or how it ended
     * @param attempts how often it was tried
     * @param reason the class of error
     * @param sealed whether there is a payload
     */
    record Message(
            String id,
            String userId,
            String recipient,
            String status,
            int attempts,
            @Nullable String reason,
            boolean sealed) {}

    /**
     * An e-mail contact.
     *
     * @param userId whose it is
     * @param address the address
     * @param proofId the outstanding proof
     * @param proofAddress what it is for
     */
    record Contact(
            String userId,
            String address,
            @Nullable String proofId,
            @Nullable String proofAddress) {}

    static List<Message> messages(Database database) {
        return select(
                database,
                "select id, user_id, recipient, status, attempts, reason, payload from kith_message",
                row -> new Message(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getString(6),
                        row.getString(7) != null));
    }

    static Message message(Database database, String recipient) {
        return messages(database).stream()
                .filter(message -> message.recipient().equals(recipient))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no message to " + recipient));
    }

    /** Waits until no message waits any more; that may take its time as long as they become fewer. */
    static void awaitNoneWaiting(Database database) {
        int left = waiting(database);
        while (left > 0) {
            int before = left;
            left = Eventually.get(() -> waiting(database), now -> now < before);
        }
    }

    private static int waiting(Database database) {
        return select(database, "select count(*) from kith_message where status = 'WAITING'", row -> row.getInt(1))
                .get(0);
    }

    static List<Contact> contacts(Database database) {
        return select(
                database,
                "select user_id, address, proof_id, proof_address from kith_contact where channel = 'EMAIL'",
                row -> new Contact(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    }

    private static <T> List<T> select(Database database, String sql, Row<T> reader) {
        List<T> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(reader.read(result));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
