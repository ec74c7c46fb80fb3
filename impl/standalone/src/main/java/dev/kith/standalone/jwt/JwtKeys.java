package dev.kith.standalone.jwt;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer, read again and again, so that new ones count soon and revoked ones end. Reading is done on a thread of
 * its own: where a place hangs, calls with keys that are known go on, and whoever needs others waits for a moment only.
 * Thread-safe.
 */
public final class JwtKeys implements JWKSource<SecurityContext> {
    private static final System.Logger LOG = System.getLogger(JwtKeys.class.getName());

    /** Keys that could not be read again for so long do not count any more: one of them may have been revoked. */
    static final Duration TRUSTED = Duration.ofDays(1);

    /** Between two tries while there are no keys at all. */
    private static final Duration PAUSE_WITHOUT_KEYS = Duration.ofSeconds(5);

    private static final Duration PAUSE_OF_LOG = Duration.ofMinutes(1);
    private static final long WAIT_MILLIS = 2_000;

    private final JwksPlace place;
    private final Clock clock;
    private volatile @Nullable KeysRead known;
    private CompletableFuture<Void> reading = CompletableFuture.completedFuture(null);
    private @Nullable Instant tried;
    private @Nullable Instant logged;

    /**
     * Keys that are not read yet.
     *
     * @param place where they are
     * @param clock the time
     */
    public JwtKeys(JwksPlace place, Clock clock) {
        this.place = place;
        this.clock = clock;
    }

    /** Where the keys are. */
    public interface JwksPlace {
        /**
         * Reads them; ends in bounded time.
         *
         * @return the keys as they are written
         * @throws IOException if they cannot be read
         */
        byte[] read() throws IOException;

        /**
         * Returns how long they are fresh.
         *
         * @return the time after which they are read again
         */
        Duration fresh();

        /**
         * Returns how long after a try there is no other one, whatever keys are asked for.
         *
         * @return the time between two tries
         */
        Duration pause();

        /**
         * Returns whether reading is so quick that calls wait for it.
         *
         * @return true if so
         */
        boolean isQuick();
    }

    private record KeysRead(JWKSet keys, Instant read) {}

    /**
     * Reads the keys for the first time, on the calling thread.
     *
     * @throws IOException if they cannot be read
     * @throws ParseException if they are no set of keys
     */
    public void load() throws IOException, ParseException {
        known = new KeysRead(read(), clock.instant());
    }

    private JWKSet read() throws IOException, ParseException {
        return JWKSet.parse(new String(place.read(), StandardCharsets.UTF_8));
    }

    /** Throws where there are no keys that can be trusted; that none of them fits is another thing. */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        KeysRead present = known;
        CompletableFuture<Void> newer = isOld(present) ? readAgain() : null;
        if (!isTrusted(present) || place.isQuick()) {
            await(newer);
        }
        List<JWK> found = selector.select(trusted());
        if (!found.isEmpty()) {
            return found;
        }
        CompletableFuture<Void> again = readAgain();
        if (again == null) {
            return found;
        }
        await(again);
        return selector.select(trusted());
    }

    private JWKSet trusted() throws KeySourceException {
        KeysRead present = known;
        if (present == null || !isTrusted(present)) {
            throw new KeySourceException("no keys");
        }
        return present.keys();
    }

    private boolean isTrusted(@Nullable KeysRead present) {
        return present != null && clock.instant().isBefore(present.read().plus(TRUSTED));
    }

    private boolean isOld(@Nullable KeysRead present) {
        return present == null || !clock.instant().isBefore(present.read().plus(place.fresh()));
    }

    /**
     * Begins to read the keys, unless somebody does so at the moment or did a short time ago.
     *
     * @return the end of the reading that this call has begun, or that others wait for because there are no keys at all;
     *     {@code null} where there is nothing to wait for
     */
    private synchronized @Nullable CompletableFuture<Void> readAgain() {
        boolean trusted = isTrusted(known);
        if (!reading.isDone()) {
            return trusted ? null : reading;
        }
        Instant now = clock.instant();
        Duration pause = trusted ? place.pause() : shorter(place.pause(), PAUSE_WITHOUT_KEYS);
        if (tried != null && now.isBefore(tried.plus(pause))) {
            return null;
        }
        tried = now;
        CompletableFuture<Void> begun = new CompletableFuture<>();
        reading = begun;
        Thread thread = new Thread(() -> renew(begun), "kith-jwks");
        thread.setDaemon(true);
        thread.start();
        return begun;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void renew(CompletableFuture<Void> end) {
        try {
            known = new KeysRead(read(), clock.instant());
        } catch (IOException | ParseException | RuntimeException e) {
            complain(e);
        } finally {
            end.complete(null);
        }
    }

    private synchronized void complain(Exception cause) {
        Instant now = clock.instant();
        if (logged == null || !now.isBefore(logged.plus(PAUSE_OF_LOG))) {
            logged = now;
            LOG.log(
                    Level.WARNING,
                    () -> "outcome=keys-unreadable error=" + cause.getClass().getName()
                            + (isTrusted(known)
                                    ? ": kith.jwt.jwks cannot be read; the keys that are known count for a day at most"
                                    : ": kith.jwt.jwks cannot be read, so no JWT can be checked"));
        }
    }

    private static void await(@Nullable CompletableFuture<Void> end) {
        try {
            if (end != null) {
                end.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.DEBUG, "outcome=keys-late");
        }
    }
}
