package dev.kith.it.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.SecretKeys.Key;
import dev.kith.jpa.JpaKeys;
import dev.kith.jpa.JpaOrganizations;
import dev.kith.jpa.JpaTokens;
import dev.kith.jpa.JpaTokens.Token;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Organizations, keys and tokens. */
@ParameterizedClass
@EnumSource
class OtherTablesTest {
    private static final Clock CLOCK = Clock.fixed(Users.NOW, ZoneOffset.UTC);

    private final Store store;
    private final String instance = Store.freshInstance();
    private final JpaOrganizations organizations;
    private final JpaKeys keys;
    private final JpaTokens tokens;

    OtherTablesTest(DatabaseParameter parameter) {
        store = Store.on(parameter);
        organizations = new JpaOrganizations(store.unit, instance);
        keys = new JpaKeys(store.unit, instance, CLOCK);
        tokens = new JpaTokens(store.unit, instance, CLOCK);
    }

    @Test
    void an_organization_exists_once_it_is_registered() {
        assertThat(organizations.exists("org1")).isFalse();

        organizations.register("org1", null);
        organizations.register("org1", null);

        assertThat(organizations.exists("org1")).isTrue();
        assertThat(organizations.exists("ORG1")).isFalse();
        assertThat(organizations.exists("org1 ")).isFalse();
        assertThat(organizations.exists("\0")).isFalse();
        assertThat(organizations.exists("")).isFalse();
    }

    @Test
    void an_organization_is_found_by_its_domain_whatever_the_case() {
        organizations.register("org1", "Acme.Example");

        assertThat(organizations.byDomain("aCME.eXAMPLE")).contains("org1");
        assertThat(organizations.byDomain("other.example")).isEmpty();
        assertThat(organizations.byDomain("\uD800")).isEmpty();
    }

    @Test
    void an_organization_has_the_domain_that_was_registered_last() {
        organizations.register("org1", "old.example");

        organizations.register("org1", "new.example");
        assertThat(organizations.byDomain("old.example")).isEmpty();
        assertThat(organizations.byDomain("new.example")).contains("org1");

        organizations.register("org1", null);
        assertThat(organizations.byDomain("new.example")).isEmpty();
        assertThat(organizations.exists("org1")).isTrue();
    }

    @Test
    void a_domain_belongs_to_one_organization() {
        organizations.register("org1", "acme.example");

        assertThatThrownBy(() -> organizations.register("org2", "ACME.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the domain of organization org2 belongs to organization org1");
        assertThat(organizations.exists("org2")).isFalse();
        assertThatThrownBy(() -> organizations.register("", null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nodes_that_register_the_same_organization_at_once_do_not_collide() throws Exception {
        Together.run(4, number -> () -> {
            organizations.register("org1", "acme.example");
            return number;
        });

        assertThat(organizations.byDomain("acme.example")).contains("org1");
    }

    @Test
    void keys_come_back_oldest_first() {
        Key old = new Key("b", new byte[] {1, 2, 3});
        Key young = new Key("a", new byte[] {-1, 0, 127});
        keys.add(old);
        new JpaKeys(store.unit, instance, Clock.offset(CLOCK, Duration.ofSeconds(1))).add(young);

        assertThat(keys.all()).containsExactly(old, young);
    }

    @Test
    void of_several_keys_of_one_id_the_first_is_kept() throws Exception {
        List<Key> offered = Together.run(4, number -> () -> {
            Key key = new Key("k1", new byte[] {(byte) number});
            keys.add(key);
            return key;
        });

        assertThat(keys.all()).hasSize(1).isSubsetOf(offered);
    }

    @Test
    void a_key_is_retired_once_and_erased_when_that_is_long_ago() {
        Key old = new Key("a", new byte[] {1});
        keys.add(old);
        keys.add(new Key("b", new byte[] {2}));
        Instant retired = CLOCK.instant().truncatedTo(ChronoUnit.MICROS);

        keys.retire("a", retired);
        keys.retire("a", retired.plusSeconds(5));

        assertThat(keys.all()).contains(old.retiredAt(retired), new Key("b", new byte[] {2}));
        assertThat(keys.erase(retired)).isZero();
        assertThat(keys.erase(retired.plusSeconds(1))).isEqualTo(1);
        assertThat(keys.all()).containsExactly(new Key("b", new byte[] {2}));
        keys.erase("b");
        assertThat(keys.all()).isEmpty();
    }

    @Test
    void a_token_is_found_by_its_hash() {
        assertThat(tokens.any()).isFalse();
        assertThat(tokens.add("hash", "admin", Set.of("IAM_OWNER", "ORG_OWNER@a,b")))
                .isTrue();

        assertThat(tokens.any()).isTrue();
        assertThat(tokens.find("hash")).contains(new Token("admin", Set.of("IAM_OWNER", "ORG_OWNER@a,b")));
        assertThat(tokens.find("HASH")).isEmpty();
    }

    @Test
    void a_token_that_is_kept_already_stays_as_it_is() {
        tokens.add("hash", "admin", Set.of());

        assertThat(tokens.add("hash", "other", Set.of("IAM_OWNER"))).isFalse();
        assertThat(tokens.find("hash")).contains(new Token("admin", Set.of()));
    }

    @Test
    void a_token_that_was_found_is_not_looked_up_again_for_a_second() {
        AtomicReference<Instant> now = new AtomicReference<>(Users.NOW);
        JpaTokens moving = tokens(now);
        moving.add("hash", "admin", Set.of());

        assertThat(lookups(moving, "hash")).hasSize(1);
        assertThat(lookups(moving, "hash")).isEmpty();
        now.set(Users.NOW.minusMillis(1));
        assertThat(lookups(moving, "hash")).hasSize(1);
        now.set(Users.NOW.plusMillis(998));
        assertThat(lookups(moving, "hash")).isEmpty();
        now.set(Users.NOW.plusMillis(999));
        assertThat(lookups(moving, "hash")).hasSize(1);
    }

    @Test
    void an_unknown_token_is_looked_up_each_time() {
        assertThat(lookups(tokens, "nobody's")).hasSize(1);
        assertThat(lookups(tokens, "nobody's")).hasSize(1);
    }

    @Test
    void a_replaced_token_ends_at_once_here_and_within_a_second_on_another_node() {
        AtomicReference<Instant> now = new AtomicReference<>(Users.NOW);
        JpaTokens node = tokens(now);
        JpaTokens otherNode = tokens(now);
        node.add("old", "admin", Set.of());
        assertThat(node.find("old")).isPresent();
        assertThat(otherNode.find("old")).isPresent();

        node.replace("new", "admin", Set.of());

        assertThat(node.find("old")).isEmpty();
        assertThat(node.find("new")).isPresent();
        assertThat(otherNode.find("new")).isPresent();
        now.set(Users.NOW.plusSeconds(1));
        assertThat(otherNode.find("old")).isEmpty();
    }

    private JpaTokens tokens(AtomicReference<Instant> now) {
        InstantSource source = now::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        return new JpaTokens(store.unit, instance, clock);
    }

    private List<String> lookups(JpaTokens asked, String hash) {
        return store.counted.during(() -> asked.find(hash));
    }

    @Test
    void instances_do_not_share_anything() {
        String other = Store.freshInstance();
        organizations.register("org1", "acme.example");
        keys.add(new Key("k1", new byte[] {1}));
        tokens.add("hash", "admin", Set.of());

        assertThat(new JpaOrganizations(store.unit, other).exists("org1")).isFalse();
        assertThat(new JpaOrganizations(store.unit, other).byDomain("acme.example"))
                .isEmpty();
        assertThat(new JpaKeys(store.unit, other, CLOCK).all()).isEmpty();
        assertThat(new JpaTokens(store.unit, other, CLOCK).any()).isFalse();
        assertThat(new JpaTokens(store.unit, other, CLOCK).find("hash")).isEmpty();
        new JpaOrganizations(store.unit, other).register("org2", "acme.example");
        assertThat(organizations.byDomain("acme.example")).contains("org1");
    }
}
