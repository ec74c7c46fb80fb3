package dev.kith.keycloak;

import dev.kith.Kith;
import dev.kith.api.Caller;
import dev.kith.api.EmailLinks;
import dev.kith.api.Preconditions;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserRef;
import dev.kith.api.search.UserSearch;
import dev.kith.spi.AccessPolicy;
import dev.kith.spi.AccessPolicy.Permission;
import dev.kith.transport.LinkPages;
import dev.kith.transport.TransportContext;
import dev.kith.transport.grpc.GrpcWebCalls;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The Kith of each realm. It starts when the realm gets a request, or when a message of the realm is waiting, so that realms
 * that do not use it cost nothing. Safe for several threads.
 */
final class Realms implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Realms.class.getName());

    private final KeycloakSessionFactory sessions;
    private final Tables tables;
    private final RealmPeople people = new RealmPeople();
    private final Map<String, RealmKith> opened = new ConcurrentHashMap<>();
    private boolean closed;

    private Realms(KeycloakSessionFactory sessions, Tables tables) {
        this.sessions = sessions;
        this.tables = tables;
    }

    /** A started Kith, with the name that the realm had at the start. */
    private record RealmKith(String realm, Kith kith, TransportContext transport) {}

    /**
     * Opens the first realm, so that wrong settings and tables are reported when the server starts.
     *
     * @param sessions creates sessions
     * @return the realms
     */
    static Realms open(KeycloakSessionFactory sessions) {
        return KeycloakModelUtils.runJobInTransactionWithResult(sessions, session -> {
            Realms realms = new Realms(sessions, Tables.of(session));
            realms.transportOf(session.realms().getRealmByName(org.keycloak.Config.getAdminRealm()));
            realms.patrol(session);
            return realms;
        });
    }

    /** The context of the transports that serve a realm. */
    TransportContext transportOf(RealmModel realm) {
        return opened(realm).transport();
    }

    private RealmKith opened(RealmModel realm) {
        RealmKith present = opened.get(realm.getId());
        return present != null && present.realm().equals(realm.getName()) ? present : reopened(realm);
    }

    private synchronized RealmKith reopened(RealmModel realm) {
        RealmKith present = opened.get(realm.getId());
        if (closed) {
            throw new IllegalStateException("Keycloak is stopping");
        }
        if (present != null && present.realm().equals(realm.getName())) {
            return present;
        }
        close(realm.getId());
        RealmKith started = start(realm);
        opened.put(realm.getId(), started);
        return started;
    }

    private RealmKith start(RealmModel realm) {
        String id = realm.getId();
        RealmTokens tokens = new RealmTokens();
        Kith kith = PublicUrl.of(realm)
                .map(url -> Kith.builder().setting("kith.public-url", url))
                .orElseGet(Kith::builder)
                .setting("kith.instance.id", id)
                .entityManagerFactory(tables.factory(), tables.transactions())
                .authenticator(tokens)
                .organizationDirectory(new RealmOrganization(id, realm.getName()))
                .defaultNotifier(new RealmMail(sessions, id))
                .start();
        tokens.follow(kith.settings());
        return new RealmKith(realm.getName(), kith, transportOf(kith, id));
    }

    /** The calls, limited to users of the realm. */
    private TransportContext transportOf(Kith kith, String realmId) {
        AccessPolicy policy = kith.accessPolicy();
        TransportContext transport = kith.unwrap(TransportContext.class);
        UserAccounts accounts = new RealmAccounts(
                kith.userAccounts(),
                people,
                caller -> policy.permits(
                        new AccessPolicy.Subject(caller.subject(), caller.roles()), Permission.USER_WRITE, realmId));
        UserSearch search = new RealmSearch(transport.search(), people);
        EmailLinks links = new RealmLinks(transport.pages().links(), people);
        return new TransportContext(
                accounts,
                search,
                transport.schemas(),
                new LinkPages(
                        links,
                        transport.pages().restoration(),
                        transport.pages().texts()),
                transport.admission(),
                transport.cors(),
                new GrpcWebCalls(
                        accounts,
                        search,
                        transport.schemas(),
                        transport.admission(),
                        transport.clock(),
                        transport.calls()),
                transport.calls(),
                transport.clock());
    }

    /**
     * Starts the Kith of each realm that has messages waiting (from a node that has stopped, or from before a restart), and
     * closes those whose realm no longer exists.
     */
    void patrol(KeycloakSession session) {
        for (String id : tables.withWaitingMessages()) {
            RealmModel realm = opened.containsKey(id) ? null : session.realms().getRealm(id);
            if (realm != null) {
                opened(realm);
            }
        }
        for (String id : opened.keySet()) {
            if (session.realms().getRealm(id) == null) {
                close(id);
            }
        }
    }

    /** Deletes what Kith has stored about a user, once Keycloak has committed the removal of the user. */
    void forget(KeycloakSession session, RealmModel realm, UserModel user) {
        String id = user.getId();
        RealmKith realmKith = opened(realm);
        session.getTransactionManager()
                .enlistAfterCompletion(new OnceCommitted(() -> realmKith
                        .kith()
                        .userAccounts()
                        .delete(Caller.of(id, Set.of()), new UserRef(Preconditions.NONE, id))));
    }

    /** Deletes what Kith has stored about a realm, once Keycloak has committed the removal of the realm. */
    void forget(KeycloakSession session, RealmModel realm) {
        String id = realm.getId();
        session.getTransactionManager().enlistAfterCompletion(new OnceCommitted(() -> {
            close(id);
            tables.clear(id);
        }));
    }

    private synchronized void close(String realmId) {
        RealmKith present = opened.remove(realmId);
        if (present != null) {
            present.kith().close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (Iterator<RealmKith> rest = opened.values().iterator(); rest.hasNext(); rest.remove()) {
            try {
                Objects.requireNonNull(rest.next()).kith().close();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "the Kith of a realm could not be closed", e);
            }
        }
    }
}
