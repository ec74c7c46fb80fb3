package dev.kith.it.conformance;

import dev.kith.api.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is stored of the users of some organizations.
 *
 * @param users the users by id
 * @param messages the ids of the messages in the outbox
 */
record Snapshot(Map<String, User> users, Set<String> messages, Map<String, Schema> schemas) {

    /** This, without the counters of guesses and looks, which do not count as a change of the user. */
    Snapshot withoutCounters() {
        Map<String, User> uncounted = new LinkedHashMap<>();
        users.forEach((id, user) -> uncounted.put(id, user.withoutCounters()));
        return new Snapshot(uncounted, messages, schemas);
    }

    @Nullable
    Proof proof(String userId, Channel channel) {
        Contact contact = contact(userId, channel);
        return contact == null ? null : contact.proof();
    }

    @Nullable
    Contact contact(String userId, Channel channel) {
        User user = users.get(userId);
        return user == null ? null : user.contact(channel);
    }

    /** A user. */
    record User(
            String id,
            String organization,
            String schemaId,
            int revision,
            Json data,
            boolean active,
            boolean locked,
            Instant created,
            Instant changed,
            long version,
            Map<Channel, Contact> contacts) {
        @Nullable
        Contact contact(Channel channel) {
            return contacts.get(channel);
        }

        private User withoutCounters() {
            Map<Channel, Contact> uncounted = new LinkedHashMap<>();
            contacts.forEach((channel, contact) -> uncounted.put(channel, contact.withoutCounters()));
            return new User(
                    id, organization, schemaId, revision, data, active, locked, created, changed, version, uncounted);
        }
    }

    /** A schema without its documents. */
    record Schema(
            String type,
            String state,
            int revision,
            @Nullable String authenticators,
            Instant changed,
            long version) {}

    /** A contact. */
    record Contact(String value, boolean verified, @Nullable Proof proof) {
        private Contact withoutCounters() {
            return new Contact(value, verified, proof == null ? null : proof.withoutCounters());
        }
    }

    /** What is stored of a code. */
    record Proof(
            String id,
            String value,
            @Nullable String hash,
            Instant issued,
            @Nullable Instant expires,
            int guesses,
            int looks) {
        Proof withoutCounters() {
            return new Proof(id, value, hash, issued, expires, 0, 0);
        }
    }
}
