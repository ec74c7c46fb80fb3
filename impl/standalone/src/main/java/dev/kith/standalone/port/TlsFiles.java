package dev.kith.standalone.port;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * TLS with a certificate and a key in files. They are looked at every few seconds, and used when they have changed: handshakes
 * from then on get the new certificate, and connections that are open go on. If they cannot be used the certificate before
 * stays. What is compared is what is in the files, so it does not matter how they are replaced.
 */
public final class TlsFiles {
    private static final System.Logger LOG = System.getLogger(TlsFiles.class.getName());
    private static final long SECONDS = 5;

    private final Path certificate;
    private final Path key;
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private TlsIdentity used;
    private @Nullable TlsIdentity refused;
    private boolean unreadable;

    /**
     * Reads the files.
     *
     * @param certificate the server's certificate, then those that vouch for it, in PEM format
     * @param key its key, in PEM format (PKCS#8)
     * @throws IllegalArgumentException if they cannot be used; the message is a sentence without its end
     */
    public TlsFiles(Path certificate, Path key) {
        this.certificate = certificate;
        this.key = key;
        this.used = TlsIdentity.read(certificate, key);
        context.setKeyStore(used.keyStore());
        context.setKeyStorePassword(TlsIdentity.PASSWORD);
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        context.setCipherComparator(HTTP2Cipher.COMPARATOR);
        context.setUseCipherSuitesOrder(true);
        context.setSniRequired(false);
    }

    SslContextFactory.Server context() {
        return context;
    }

    /** Looks at the files again and again, as long as the scheduler runs. */
    void watch(Scheduler scheduler, Executor threads) {
        scheduler.schedule(
                () -> threads.execute(() -> {
                    check();
                    watch(scheduler, threads);
                }),
                SECONDS,
                TimeUnit.SECONDS);
    }

    /** Looks at the files, and uses them if they have changed. */
    synchronized void check() {
        TlsIdentity found = found();
        if (found == null || found.isSameAs(used) || found.isSameAs(refused)) {
            return;
        }
        try {
            KeyStore store = found.keyStore();
            context.reload(factory -> factory.setKeyStore(store));
            used = found;
            refused = null;
            LOG.log(Level.INFO, "tls=reloaded: the certificate in {0} is used from now on", certificate);
        } catch (Exception e) {
            refused = found;
            LOG.log(
                    Level.WARNING,
                    "tls=kept: kith.tls.certificate and kith.tls.key have changed and cannot be used, so the certificate"
                            + " before stays: {0}",
                    e.getMessage());
        }
    }

    /** Files that are away are warned of once. */
    private @Nullable TlsIdentity found() {
        try {
            TlsIdentity found = TlsIdentity.read(certificate, key);
            unreadable = false;
            return found;
        } catch (IllegalArgumentException e) {
            if (!unreadable) {
                LOG.log(Level.WARNING, "tls=kept: {0}; the certificate before stays", e.getMessage());
            }
            unreadable = true;
            return null;
        }
    }
}
