package dev.kith.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.utils.KeycloakSessionUtil;

/** Who is a user of the realm that the request is about. */
final class RealmPeople {
    /** No user of Kith has this id: the rules for new ids refuse it. */
    private static final String NOBODY = "\u0000";

    private static final int LONGEST_ID = 200;

    boolean include(String id) {
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        return session.users().getUserById(session.getContext().getRealm(), id) != null;
    }

    /**
     * The id to ask Kith for: of those whom the realm does not know, nobody hears anything else than of users who have never
     * existed. What breaks the rules for ids stays as it is and is told so.
     */
    String known(String id) {
        return id.isEmpty() || id.length() > LONGEST_ID || include(id) ? id : NOBODY;
    }
}
