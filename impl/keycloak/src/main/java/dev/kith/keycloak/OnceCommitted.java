package dev.kith.keycloak;

import java.lang.System.Logger.Level;
import org.keycloak.models.AbstractKeycloakTransaction;

/**
 * Work that follows from a change of Keycloak's, done when that has been committed. If it fails, what it was to delete stays
 * in the tables, where no call shows it: the realm does not know its user.
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
            LOG.log(Level.WARNING, "not deleted; no call shows it, but it is still in the tables", e);
        }
    }

    @Override
    protected void rollbackImpl() {
        // Nothing has changed.
    }
}
