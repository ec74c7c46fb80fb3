package dev.kith.api.transfer;

/** What an import does with a user that exists already and differs from its line. */
public enum ImportMode {
    /** Refuses the line. A user that has everything that the line says is no difference. */
    CREATE,
    /** Changes the user to what the line says; what the line does not say stays. */
    MERGE
}
