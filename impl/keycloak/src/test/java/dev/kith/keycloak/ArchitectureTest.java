package dev.kith.keycloak;

import dev.kith.architecture.ArchitectureRules;

/** What the adapter for Keycloak may know. */
class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super("impl/keycloak");
    }
}
