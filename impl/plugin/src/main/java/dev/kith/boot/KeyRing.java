package dev.kith.boot;

import dev.kith.KithStartException;
import dev.kith.core.DataProtector;
import dev.kith.core.SecretKeys;
import dev.kith.core.SecretKeys.Key;
import dev.kith.core.Spans;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The server's keys: the configured ones, otherwise one that is generated at the first start and kept, in a file where only
 * this process uses the database, otherwise in the database (contract, ruling R62).
 */
final class KeyRing {
    private static final System.Logger LOG = System.getLogger(KeyRing.class.getName());
    private static final int BYTES = 32;
    private static final int SUFFIX_BYTES = 4;

    private static final String ID = "generated";

    private static final String LASTING_ID = "lasting";

    private final SecretKeys table;
    private final @Nullable KeyFile file;
    private final RandomGenerator random;
    private final Clock clock;
    private final boolean announces;

    /**
     * Keys that are not loaded yet.
     *
     * @param table the keys in the database
     * @param file where a generated key is kept instead, {@code null} for nowhere
     * @param random the source of a new key; must be secure
     * @param clock ends retired keys
     * @param announces whether the log says which keys there are
     */
    KeyRing(SecretKeys table, @Nullable KeyFile file, RandomGenerator random, Clock clock, boolean announces) {
        this.table = table;
        this.file = file;
        this.random = random;
        this.clock = clock;
        this.announces = announces;
    }

    /** The newest key is the last one that is configured, otherwise the generated one. Earlier generated keys still open. */
    DataProtector protector(Optional<List<Key>> configured, Spans spans) {
        return new DataProtector(keys(configured), lasting(), random, clock, spans);
    }

    private List<Key> keys(Optional<List<Key>> configured) {
        Instant now = clock.instant();
        if (file != null) {
            moveTo(file, now);
        }
        eraseEnded(now);
        if (configured.isEmpty()) {
            return withoutConfigured();
        }
        generated().forEach(key -> home().retire(key.id(), now));
        List<Key> keys = new ArrayList<>(generated());
        if (announces && !keys.isEmpty()) {
            LOG.log(
                    Level.INFO,
                    "keys=configured: a key that was generated before makes nothing new; it opens what it has made until {0},"
                            + " then it is erased",
                    retired(keys).plus(SecretKeys.OPENS));
        }
        keys.removeIf(key -> configured.get().stream().anyMatch(own -> own.id().equals(key.id())));
        keys.addAll(configured.get());
        return keys;
    }

    /** With one that makes what is new as the last one. */
    private List<Key> withoutConfigured() {
        if (announces) {
            warn();
        }
        List<Key> keys = generated();
        if (keys.isEmpty() || keys.get(keys.size() - 1).retired() != null) {
            String id = freshId(keys);
            keys.add(made(id, home()).orElseThrow());
        }
        return keys;
    }

    /** Retired ones first. */
    private List<Key> generated() {
        List<Key> keys = new ArrayList<>(home().all());
        keys.removeIf(key -> key.id().equals(LASTING_ID));
        keys.sort((one, other) -> Boolean.compare(one.retired() == null, other.retired() == null));
        return keys;
    }

    private SecretKeys home() {
        return file == null ? table : file;
    }

    /**
     * An id that no key had before, because what another key of the same id had made would be taken for damaged. Nodes that
     * share a table come to the same id by what is in it, so that one of them makes the key for all.
     */
    private String freshId(List<Key> earlier) {
        if (file != null) {
            byte[] suffix = new byte[SUFFIX_BYTES];
            random.nextBytes(suffix);
            return ID + "-" + HexFormat.of().formatHex(suffix);
        }
        return earlier.isEmpty()
                ? ID
                : ID + "-" + Long.toString(retired(earlier).toEpochMilli(), Character.MAX_RADIX) + earlier.size();
    }

    /** When the last of them was retired. */
    private static Instant retired(List<Key> keys) {
        return keys.stream()
                .flatMap(key -> Optional.ofNullable(key.retired()).stream())
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /** Whoever has read the database, or a backup of it, has such a key: it makes nothing new in the file either. */
    private void moveTo(KeyFile target, Instant now) {
        for (Key key : table.all()) {
            if (!key.id().equals(LASTING_ID)) {
                target.add(key.retiredAt(now));
                if (find(key.id(), target).filter(key::isSameAs).isEmpty()) {
                    throw new KithStartException("The key file " + target.path()
                            + " has another key of the id \"" + key.id() + "\" than the database: it belongs to another"
                            + " database. Move it away, or restore the one that belongs here.");
                }
                table.erase(key.id());
                LOG.log(
                        Level.INFO,
                        "keys=moved: the generated key was in the database; it is in {0} now, and makes nothing new",
                        target.path());
            }
        }
    }

    private void warn() {
        if (!generated().isEmpty() && generated().stream().allMatch(key -> key.retired() != null)) {
            LOG.log(
                    Level.WARNING,
                    "keys=retired: the generated key was retired by a start with kith.keys, which are not configured here;"
                            + " nodes that share a database need the same keys");
        }
        if (file != null) {
            LOG.log(
                    Level.INFO,
                    "keys=file: kith.keys is not configured, so the key that protects codes and messages is generated and"
                            + " kept in {0}; a backup of the database needs that file too",
                    file.path());
            return;
        }
        LOG.log(
                Level.WARNING,
                "keys=generated: kith.keys is not configured, so the key that protects codes and messages is in the table"
                        + " kith_key; whoever can read the database, a replica or a backup can guess the codes that are"
                        + " pending and read the messages that wait; generate a key with \"openssl rand -base64 32\" and"
                        + " configure it on every node as kith.keys=k1:<its output>");
    }

    /**
     * Erases keys that open nothing any more.
     *
     * @param now the present time
     * @return how many were erased
     */
    int eraseEnded(Instant now) {
        return home().erase(now.minus(SecretKeys.OPENS));
    }

    /**
     * The key of hashes that are only counted, such as those of recipients: it stays when the other keys are replaced, or
     * budgets would start over. It is stored in the database next to recipients in plain text, so there is nothing to hide
     * from anyone who can read it there.
     */
    private Key lasting() {
        return find(LASTING_ID, table).or(() -> made(LASTING_ID, table)).orElseThrow();
    }

    /** If two nodes generate a key at once, one of the keys is stored and both nodes use it. */
    private Optional<Key> made(String id, SecretKeys kept) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        kept.add(new Key(id, secret));
        return find(id, kept);
    }

    private static Optional<Key> find(String id, SecretKeys kept) {
        return kept.all().stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
