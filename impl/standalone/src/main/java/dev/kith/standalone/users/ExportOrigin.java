package dev.kith.standalone.users;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whose export is converted. */
public enum ExportOrigin {
    /** Keycloak, by a realm export. */
    KEYCLOAK,
    /** ZITADEL, by an export of its admin API or a list of users. */
    ZITADEL;

    static Optional<ExportOrigin> of(String word) {
        return Arrays.stream(values())
                .filter(origin -> origin.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }
}
