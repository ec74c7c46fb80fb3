package dev.kith.bench.bare;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The statements that the program sends for a call, with nothing around them but JDBC. */
public final class KithStatements {
    private static final String INSTANCE = "default";
    private static final long HOUR = 3_600_000_000L;
    private static final int LIMIT = 1_000_000;
    private static final int MOST_TRIES = 20;
    private static final int COLUMNS = 67;
    private static final int VERSION = 11;
    private static final int PROOF_ID = 25;

    private static final String READ = """
        select u.id,u.instance_id,u.active,u.changed,u.created,u.data,u.locked,u.organization_id,u.schema_revision,u.schema_id,\
        u.version,%s,%s,s.id,s.instance_id,s.revision,s.state,s.type,s.type_claim from kith_user u \
        left join kith_contact e on e.instance_id=u.instance_id and e.user_id=u.id and e.channel='EMAIL' \
        left join kith_contact p on p.instance_id=u.instance_id and p.user_id=u.id and p.channel='PHONE' \
        left join kith_schema s on s.instance_id=u.instance_id and s.id=u.schema_id where u.instance_id=? and u.id=?\
        """.formatted(contact("e"), contact("p"));

    private static final String USER =
            "update kith_user set active=?,locked=?,changed=?,version=? where instance_id=? and id=? and version=?";

    private static final String USER_AND_DATA = """
        update kith_user set active=?,locked=?,changed=?,version=?,schema_id=?,schema_revision=?,data=? \
        where instance_id=? and id=? and version=?\
        """;

    private static final String CONTACT = """
        update kith_contact set address=?,verified=?,proof_id=?,proof_address=?,proof_hash=?,proof_key=?,proof_issued=?,\
        proof_expires=?,proof_by_other=?,redeemed_id=?,redeemed_hash=?,redeemed_key=?,redeemed_at=?,sent_last=?,sent_window=?,\
        sent_count=?,notice_window=?,notice_count=?,proof_guesses=?,proof_page_guesses=?,proof_looks=?,redeemed_guesses=? \
        where instance_id=? and user_id=? and channel=?\
        """;

    private static final String SPEND = """
        update kith_budget set spent=case when window_start<=? then 1 else (spent+1) end,\
        window_start=case when window_start<=? then ? else window_start end \
        where instance_id=? and id=? and (window_start<=? or spent<?)\
        """;

    private static final String BUDGET = "insert into kith_budget (spent,window_start,id,instance_id) values (?,?,?,?)";

    private static final String SUPERSEDE = """
        update kith_message set status=?,closed=?,reason=null,payload_key=null,payload=null \
        where instance_id=? and id in (?) and concat(status,'')='WAITING' and lease_owner is null\
        """;

    private static final String MESSAGE = """
        insert into kith_message (accepted,attempts,channel,closed,created,due,expires,kind,organization_id,lease_owner,payload,\
        payload_key,queue,reason,recipient,status,user_id,id,instance_id) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)\
        """;

    private KithStatements() {}

    private static String contact(String table) {
        return """
            t.channel,t.instance_id,t.user_id,t.address,t.proof_guesses,t.proof_looks,t.notice_count,t.notice_window,\
            t.proof_page_guesses,t.proof_address,t.proof_by_other,t.proof_expires,t.proof_hash,t.proof_id,t.proof_issued,\
            t.proof_key,t.redeemed_at,t.redeemed_guesses,t.redeemed_hash,t.redeemed_id,t.redeemed_key,t.sent_count,t.sent_last,\
            t.sent_window,t.verified\
            """.replace("t.", table + ".");
    }

    /**
     * What a new code consists of.
     *
     * @param id its id
     * @param hash its keyed hash
     * @param payload the sealed message
     * @param recipient the keyed hash of the address
     * @param now the time in microseconds
     */
    public record Code(String id, String hash, String payload, String recipient, long now) {}

    /** Makes the codes for a try. */
    public interface Codes {
        /** One code. */
        Code make(String user, String address);
    }

    /** A user as it was read: its version and the id of the code that is out. */
    private record Stored(long version, @Nullable String proof) {}

    /** What a call does within a transaction: whether nobody else was faster. */
    private interface Work {
        boolean run(Connection connection) throws SQLException;
    }

    /**
     * Sets an address: the user, its contact, the budget, the message.
     *
     * @return when, in microseconds
     */
    public static long setEmail(Connection connection, String user, String address, Codes codes) throws SQLException {
        Code[] made = new Code[1];
        transaction(connection, within -> {
            Stored stored = read(within, user);
            Code code = codes.make(user, address);
            made[0] = code;
            return write(within, USER, true, false, code.now, stored.version + 1, INSTANCE, user, stored.version) == 1
                    && send(within, user, address, stored, code);
        });
        return made[0].now;
    }

    private static boolean send(Connection within, String user, String address, Stored stored, Code code)
            throws SQLException {
        long now = code.now;
        write(
                within,
                CONTACT,
                address,
                false,
                code.id,
                address,
                code.hash,
                "k",
                now,
                now + HOUR,
                true,
                null,
                null,
                null,
                null,
                now,
                now,
                1,
                null,
                0,
                0,
                0,
                0,
                0,
                INSTANCE,
                user,
                "EMAIL");
        long over = now - HOUR;
        if (write(within, SPEND, over, over, now, INSTANCE, code.recipient, over, LIMIT) == 0) {
            write(within, BUDGET, 1, now, code.recipient, INSTANCE);
        }
        if (stored.proof != null) {
            write(within, SUPERSEDE, "VOID", now, INSTANCE, stored.proof);
        }
        write(
                within,
                MESSAGE,
                null,
                0,
                "EMAIL",
                null,
                now,
                now,
                now + HOUR,
                "SEND_CODE",
                "default",
                null,
                code.payload,
                "k",
                INSTANCE + "/PEOPLE",
                null,
                address,
                "WAITING",
                user,
                code.id,
                INSTANCE);
        return true;
    }

    /**
     * Stores data.
     *
     * @return when, in microseconds
     */
    public static long patch(Connection connection, String user, String data, long now) throws SQLException {
        transaction(connection, within -> {
            Stored stored = read(within, user);
            return write(
                            within,
                            USER_AND_DATA,
                            true,
                            false,
                            now,
                            stored.version + 1,
                            "bench",
                            1,
                            data,
                            INSTANCE,
                            user,
                            stored.version)
                    == 1;
        });
        return now;
    }

    private static void transaction(Connection connection, Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (int tries = 0; tries < MOST_TRIES; tries++) {
                if (work.run(connection)) {
                    connection.commit();
                    return;
                }
                connection.rollback();
            }
            throw new SQLException("others were faster too often");
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static Stored read(Connection connection, String user) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            bind(statement, INSTANCE, user);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("no such user");
                }
                Object version = null;
                Object proof = null;
                for (int column = 1; column <= COLUMNS; column++) {
                    Object value = rows.getObject(column);
                    version = column == VERSION ? value : version;
                    proof = column == PROOF_ID ? value : proof;
                }
                return new Stored(version instanceof Long number ? number : 0, (String) proof);
            }
        }
    }

    private static int write(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int at = 0; at < values.length; at++) {
            statement.setObject(at + 1, values[at]);
        }
    }
}
