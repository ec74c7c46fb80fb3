package dev.kith.keycloak;

import java.lang.System.Logger.Level;
import org.keycloak.models.AbstractKeycloakTransaction;

/**
 * Work that follows a change in Keycloak, done after that change has been committed. If it fails, the rows that it should have
 * deleted stay in the tables, but no call shows them, because the realm no longer has the user.
 */
final class OnceCommitted extends AbstractKeycloakTransaction {
    private static final System.Logger LOG = System.getLogger(OnceCommitted.class.getName());

    private final Runnable work;

    OnceCommitted(Runnable work) {
        this.work = work;
    }

    @Override
    protected void commitImpl() {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "could not delete what belonged to a removed user or realm; no call shows it, but it is still in the tables",
                    e);
        }
    }

    @Override
    protected void rollbackImpl() {
        // Nothing has changed.
    }
}
