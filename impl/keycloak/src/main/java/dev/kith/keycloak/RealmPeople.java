package dev.kith.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.utils.KeycloakSessionUtil;

/** The users of the realm that the request is for. */
final class RealmPeople {
    /** No user of Kith has this id, because the rules for new ids refuse it. */
    private static final String UNKNOWN = "\u0000";

    private static final int LONGEST_ID = 200;

    boolean include(String id) {
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        return session.users().getUserById(session.getContext().getRealm(), id) != null;
    }

    /**
     * Returns the id to ask Kith for: for users who are not in the realm, callers get the same answers as for users who never
     * existed. An id that breaks the rules for ids stays as it is and is refused as such.
     */
    String known(String id) {
        return id.isEmpty() || id.length() > LONGEST_ID || include(id) ? id : UNKNOWN;
    }
}
