package dev.kith.standalone;

import dev.kith.architecture.ArchitectureRules;

/** What the runner may know. */
class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super("impl/standalone");
    }
}
