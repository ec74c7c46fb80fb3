package dev.kith.standalone.schemas;

import dev.kith.spi.AccessPolicy;
import org.jspecify.annotations.Nullable;

/** Whoever has the settings of the database may do everything with it, whatever the policy for callers says. */
public final class OperatorPolicy implements AccessPolicy {
    /** Its name. */
    public static final String NAME = "operator";

    /** The policy. */
    public OperatorPolicy() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean permits(Subject subject, Permission permission, @Nullable String organizationId) {
        return true;
    }

    @Override
    public boolean permitsSchemas(Subject subject, SchemaPermission permission) {
        return true;
    }
}
