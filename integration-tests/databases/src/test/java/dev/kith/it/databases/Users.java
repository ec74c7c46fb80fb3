package dev.kith.it.databases;

import dev.kith.api.Json;
import dev.kith.core.Contact;
import dev.kith.core.Contact.Issued;
import dev.kith.core.Proof;
import dev.kith.core.User;
import dev.kith.core.UserData;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Users to store. */
final class Users {
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07.123456Z");

    private Users() {}

    static User plain(String id) {
        return user(id, 1, data("given", "Ada"), null, null);
    }

    static User user(String id, long version, Json.Obj data, @Nullable Contact email, @Nullable Contact phone) {
        return new User(
                id,
                "org1",
                "person",
                1,
                UserData.of(data),
                true,
                false,
                NOW,
                NOW.plusNanos(version * 1_000),
                version,
                email,
                phone);
    }

    static User withEmail(User user, @Nullable Contact email) {
        return user(user.id(), user.version() + 1, user.data(), email, user.phone());
    }

    static User withData(User user, Json.Obj data) {
        return user(user.id(), user.version() + 1, data, user.email(), user.phone());
    }

    static Json.Obj data(String name, String value) {
        return new Json.Obj(Map.of(name, new Json.Text(value)));
    }

    static Json.Obj data(String name, BigDecimal value) {
        return new Json.Obj(Map.of(name, new Json.Num(value)));
    }

    static Contact contact(String address, @Nullable Proof proof) {
        return new Contact(address, false, proof, Issued.NONE);
    }

    static Proof proof(String id, String address) {
        return new Proof(id, address, "hash-of-" + id, "key1", NOW, NOW.plusSeconds(3600), 0, 0, 0);
    }
}
