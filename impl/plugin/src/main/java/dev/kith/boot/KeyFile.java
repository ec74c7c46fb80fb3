package dev.kith.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.KithStartException;
import dev.kith.core.SecretKeys;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Generated keys in a file that nobody but its owner can read, a line for each: id, secret in base64 and, once it is retired,
 * since when. Every change writes a new file and puts it in the place of the old one, so that there is no moment in which a
 * reader finds half of it or somebody else may read it. Thread-safe.
 */
final class KeyFile implements SecretKeys {
    private static final String HEAD = """
        # Keys that Kith has generated because kith.keys is not configured. Codes that are pending and messages that wait are
        # protected by them: keep this file secret, and keep it together with backups of the database.
        """;

    private static final Pattern LINE = Pattern.compile("(\\S{1,200}) ([A-Za-z0-9+/]+=*)(?: (\\S+))?");
    private static final int LEAST_BYTES = 32;
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rw-------");

    private final Path path;

    /** Nothing is read or written yet. */
    KeyFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    @Override
    public synchronized List<Key> all() {
        try {
            return Files.exists(path) ? read() : List.of();
        } catch (IOException e) {
            throw new KithStartException(
                    "The key file " + path + " cannot be read: " + e + ". Let the user that runs this program own it.",
                    e);
        }
    }

    private List<Key> read() throws IOException {
        refuseStrangers();
        List<Key> keys = new ArrayList<>();
        int number = 0;
        for (String line : new String(Files.readAllBytes(path), UTF_8).lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                keys.add(key(line, number));
            }
        }
        if (keys.isEmpty() || keys.stream().map(Key::id).distinct().count() < keys.size()) {
            throw damaged("it has no key, or two of one id");
        }
        return List.copyOf(keys);
    }

    /** Who could read the file has the key, and who could write it may have put another one there. */
    private void refuseStrangers() throws IOException {
        if (!isPosix()) {
            return;
        }
        Set<PosixFilePermission> granted = EnumSet.noneOf(PosixFilePermission.class);
        granted.addAll(Files.getPosixFilePermissions(path));
        if (!OWNERS.containsAll(granted)) {
            throw new KithStartException("The key file " + path + " is not its owner's alone ("
                    + PosixFilePermissions.toString(granted)
                    + "): whoever has read it can guess the codes that are pending. Correct it with \"chmod 600 " + path
                    + "\"; if somebody may have read it, configure kith.keys as well, so that it makes nothing new.");
        }
    }

    private Key key(String line, int number) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw damaged("line " + number + " is not a key");
        }
        try {
            byte[] secret = Base64.getDecoder().decode(parts.group(2));
            if (secret.length < LEAST_BYTES) {
                throw damaged("the key of line " + number + " is too short");
            }
            return new Key(parts.group(1), secret, parts.group(3) == null ? null : Instant.parse(parts.group(3)));
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            throw damaged("line " + number + " is not a key");
        }
    }

    private KithStartException damaged(String how) {
        return new KithStartException("The key file " + path + " is damaged: " + how
                + ". Restore it from a backup. If there is none, move it away:"
                + " a new key is generated, and codes that are out and messages that wait are lost.");
    }

    @Override
    public void add(Key key) {
        change(keys -> keys.stream().anyMatch(kept -> kept.id().equals(key.id()))
                ? keys
                : Stream.concat(keys.stream(), Stream.of(key)).toList());
    }

    @Override
    public void retire(String id, Instant now) {
        change(keys -> keys.stream()
                .map(key -> key.id().equals(id) ? key.retiredAt(now) : key)
                .toList());
    }

    @Override
    public synchronized int erase(Instant retiredBefore) {
        int before = all().size();
        change(keys -> keys.stream()
                .filter(key -> key.retired() == null || !key.retired().isBefore(retiredBefore))
                .toList());
        return before - all().size();
    }

    @Override
    public void erase(String id) {
        change(keys -> keys.stream().filter(key -> !key.id().equals(id)).toList());
    }

    private synchronized void change(UnaryOperator<List<Key>> change) {
        List<Key> before = all();
        List<Key> after = change.apply(before);
        if (after.equals(before)) {
            return;
        }
        try {
            if (after.isEmpty()) {
                Files.delete(path);
            } else {
                write(after, before.isEmpty());
            }
        } catch (IOException e) {
            throw new KithStartException(
                    "The key file " + path + " cannot be written: " + e
                            + ". Make room and let the user that runs this program write into its folder.",
                    e);
        }
    }

    private void write(List<Key> keys, boolean isNew) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        Path draft = isPosix()
                ? Files.createTempFile(folder, "kith", ".key.tmp", PosixFilePermissions.asFileAttribute(OWNERS))
                : Files.createTempFile(folder, "kith", ".key.tmp");
        try {
            StringBuilder text = new StringBuilder(HEAD);
            keys.forEach(key -> text.append(line(key)).append('\n'));
            Files.writeString(draft, text);
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            publish(draft, isNew);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static String line(Key key) {
        return key.id() + " " + Base64.getEncoder().encodeToString(key.secret())
                + (key.retired() == null ? "" : " " + key.retired());
    }

    /** Two processes that make the first file at once come to the same one: a link is never put in the place of a file. */
    private void publish(Path draft, boolean isNew) throws IOException {
        if (isNew) {
            try {
                Files.createLink(path, draft);
                return;
            } catch (FileAlreadyExistsException faster) {
                return;
            } catch (UnsupportedOperationException | FileSystemException withoutLinks) {
                // Not every file system has them.
            }
        }
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean isPosix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
