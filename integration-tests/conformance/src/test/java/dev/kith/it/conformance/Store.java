package dev.kith.it.conformance;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The server's tables: for looking at everything that is stored, and for making states that no call can make, such as a
 * code that is old. Safe for several threads.
 */
final class Store {
    private final DataSource database;
    private final String instance;

    Store(DataSource database, String instance) {
        this.database = database;
        this.instance = instance;
    }

    /** Everything that is stored of the users of these organizations. */
    Snapshot snapshot(Collection<String> organizations) {
        return snapshot(organizations, List.of());
    }

    /** The same, with these schemas and all those whose type has the id of one of these organizations in it. */
    Snapshot snapshot(Collection<String> organizations, Collection<String> schemas) {
        return with(connection -> {
            Map<String, Map<Channel, Snapshot.Contact>> contacts = contacts(connection, organizations);
            return new Snapshot(
                    users(connection, organizations, contacts),
                    messages(connection, organizations),
                    schemas(connection, organizations, schemas));
        });
    }

    private Map<String, Snapshot.Schema> schemas(
            Connection connection, Collection<String> organizations, Collection<String> ids) throws SQLException {
        Map<String, Snapshot.Schema> schemas = new LinkedHashMap<>();
        List<String> values = new ArrayList<>(ids);
        organizations.forEach(id -> values.add("%" + id + "%"));
        query(
                connection,
                "select * from kith_schema where instance_id = ? and (id in (" + places(ids) + ")"
                        + " or type like ?".repeat(organizations.size()) + ") order by id",
                row -> schemas.put(row.getString("id"), schema(row)),
                values);
        return schemas;
    }

    private static Snapshot.Schema schema(ResultSet row) throws SQLException {
        return new Snapshot.Schema(
                row.getString("type"),
                row.getString("state"),
                row.getInt("revision"),
                row.getString("authenticators"),
                time(row.getLong("changed")),
                row.getLong("version"));
    }

    /** Gives a schema ways to sign in, which the Java API does not offer. */
    void authenticators(String schemaId, List<String> names) {
        String plain = names.stream()
                .map(name -> name.substring("AUTHENTICATOR_TYPE_".length()))
                .collect(Collectors.joining("\n"));
        update("update kith_schema set authenticators = ? where instance_id = ? and id = ?", plain, instance, schemaId);
    }

    /** Marks a schema as if it had a file in the folder of schemas. */
    void keepInFolder(String schemaId) {
        update("update kith_schema set in_folder = ? where instance_id = ? and id = ?", true, instance, schemaId);
    }

    private Map<String, Snapshot.User> users(
            Connection connection,
            Collection<String> organizations,
            Map<String, Map<Channel, Snapshot.Contact>> contacts)
            throws SQLException {
        Map<String, Snapshot.User> users = new LinkedHashMap<>();
        query(
                connection,
                "select * from kith_user where instance_id = ? and organization_id in (" + places(organizations)
                        + ") order by id",
                row -> {
                    String id = row.getString("id");
                    users.put(id, user(row, contacts.getOrDefault(id, Map.of())));
                },
                organizations);
        return users;
    }

    private static Snapshot.User user(ResultSet row, Map<Channel, Snapshot.Contact> contacts) throws SQLException {
        return new Snapshot.User(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("schema_id"),
                row.getInt("schema_revision"),
                JsonReading.read(row.getString("data")),
                row.getBoolean("active"),
                row.getBoolean("locked"),
                time(row.getLong("created")),
                time(row.getLong("changed")),
                row.getLong("version"),
                contacts);
    }

    private Map<String, Map<Channel, Snapshot.Contact>> contacts(
            Connection connection, Collection<String> organizations) throws SQLException {
        Map<String, Map<Channel, Snapshot.Contact>> contacts = new LinkedHashMap<>();
        query(
                connection,
                "select c.* from kith_contact c join kith_user u on u.instance_id = c.instance_id and u.id = c.user_id"
                        + " where c.address <> '' and u.instance_id = ? and u.organization_id in ("
                        + places(organizations) + ")",
                row -> contacts.computeIfAbsent(row.getString("user_id"), id -> new EnumMap<>(Channel.class))
                        .put(Channel.stored(row.getString("channel")), contact(row)),
                organizations);
        return contacts;
    }

    private static Snapshot.Contact contact(ResultSet row) throws SQLException {
        return new Snapshot.Contact(row.getString("address"), row.getBoolean("verified"), proof(row));
    }

    private static Snapshot.@Nullable Proof proof(ResultSet row) throws SQLException {
        String id = row.getString("proof_id");
        if (id == null) {
            return null;
        }
        long expires = row.getLong("proof_expires");
        Instant end = row.wasNull() ? null : time(expires);
        return new Snapshot.Proof(
                id,
                row.getString("proof_address"),
                row.getString("proof_hash"),
                time(row.getLong("proof_issued")),
                end,
                row.getInt("proof_guesses"),
                row.getInt("proof_looks"));
    }

    private Set<String> messages(Connection connection, Collection<String> organizations) throws SQLException {
        Set<String> messages = new HashSet<>();
        query(
                connection,
                "select id from kith_message where instance_id = ? and organization_id in (" + places(organizations)
                        + ")",
                row -> messages.add(row.getString("id")),
                organizations);
        return messages;
    }

    /** The user that a message is for. */
    String userOf(String messageId) {
        List<String> users = new ArrayList<>();
        with(connection -> {
            query(
                    connection,
                    "select user_id from kith_message where instance_id = ? and id in (?)",
                    row -> users.add(row.getString("user_id")),
                    List.of(messageId));
            return true;
        });
        if (users.size() != 1) {
            throw new IllegalStateException(users.size() + " messages of the id " + messageId);
        }
        return users.get(0);
    }

    /** Makes a user's code older, as if it had been issued earlier. */
    void age(String userId, Channel channel, int seconds) {
        long micros = seconds * 1_000_000L;
        update(
                "update kith_contact set proof_issued = proof_issued - ?, proof_expires = proof_expires - ?"
                        + " where instance_id = ? and user_id = ? and channel = ? and proof_id is not null",
                micros,
                micros,
                instance,
                userId,
                channel.stored());
    }

    /** Removes a user's code. */
    void forgetCode(String userId, Channel channel) {
        update(
                "update kith_contact set proof_id = null, proof_address = null, proof_hash = null, proof_key = null,"
                        + " proof_issued = null, proof_expires = null, proof_guesses = 0, proof_looks = 0"
                        + " where instance_id = ? and user_id = ? and channel = ?",
                instance,
                userId,
                channel.stored());
    }

    /** Turns a user's code into one that an external service knows. */
    void handCodeOut(String userId, Channel channel) {
        update(
                "update kith_contact set proof_hash = null, proof_key = null"
                        + " where instance_id = ? and user_id = ? and channel = ?",
                instance,
                userId,
                channel.stored());
    }

    /** Marks a contact as verified although its code is outstanding. */
    void verify(String userId, Channel channel) {
        update(
                "update kith_contact set verified = ? where instance_id = ? and user_id = ? and channel = ?",
                true,
                instance,
                userId,
                channel.stored());
    }

    /** Gives a user an address or number that no call would accept. */
    void address(String userId, Channel channel, String value) {
        update(
                "update kith_contact set address = ?, address_folded = ?"
                        + " where instance_id = ? and user_id = ? and channel = ?",
                value,
                value.toLowerCase(Locale.ROOT),
                instance,
                userId,
                channel.stored());
    }

    /** Makes a user follow a schema that its data may not fit. */
    void follow(String userId, String schemaId, int revision) {
        update(
                "update kith_user set schema_id = ?, schema_revision = ? where instance_id = ? and id = ?",
                schemaId,
                revision,
                instance,
                userId);
    }

    /** Gives a revision of a schema a document that could not be registered. */
    void document(String schemaId, int revision, Json document) {
        update(
                "update kith_schema_revision set document = ? where instance_id = ? and schema_id = ? and revision = ?",
                JsonText.write(document),
                instance,
                schemaId,
                revision);
    }

    private void update(String sql, Object... values) {
        int rows = with(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                return statement.executeUpdate();
            }
        });
        if (rows != 1) {
            throw new IllegalStateException("changed " + rows + " rows instead of one: " + sql);
        }
    }

    private void query(Connection connection, String sql, Rows rows, Collection<String> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int place = 1;
            statement.setString(place++, instance);
            for (String value : values) {
                statement.setString(place++, value);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.take(result);
                }
            }
        }
    }

    private static String places(Collection<String> values) {
        return values.isEmpty() ? "null" : values.stream().map(value -> "?").collect(Collectors.joining(", "));
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private <T> T with(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private interface Rows {
        void take(ResultSet row) throws SQLException;
    }
}
