package dev.kith.keycloak;

import dev.kith.spi.Notifier;
import java.util.Map;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailSenderProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Sends mail through the mail server that the realm is configured with. */
final class RealmMail implements Notifier {
    private final KeycloakSessionFactory sessions;
    private final String realmId;

    RealmMail(KeycloakSessionFactory sessions, String realmId) {
        this.sessions = sessions;
        this.realmId = realmId;
    }

    @Override
    public String name() {
        return "realm-mail";
    }

    @Override
    public boolean carries(Channel channel) {
        return channel == Channel.EMAIL;
    }

    @Override
    public Outcome deliver(Notification message) {
        return KeycloakModelUtils.runJobInTransactionWithResult(sessions, session -> send(session, message));
    }

    private Outcome send(KeycloakSession session, Notification message) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null) {
            return Outcome.refused("realm-is-gone");
        }
        Map<String, String> server = realm.getSmtpConfig();
        if (server.isEmpty()) {
            return Outcome.tryLater("realm-has-no-mail-server");
        }
        session.getContext().setRealm(realm);
        try {
            session.getProvider(EmailSenderProvider.class)
                    .send(server, message.recipient(), message.subject(), message.text(), message.html());
            return Outcome.accepted();
        } catch (EmailException e) {
            return Outcome.tryLater("mail-server-refuses");
        }
    }
}
