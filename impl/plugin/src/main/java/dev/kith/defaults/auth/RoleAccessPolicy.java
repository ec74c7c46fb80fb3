package dev.kith.defaults.auth;

import dev.kith.spi.AccessPolicy;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Grants permissions by the names of roles: some roles apply to the whole instance, others to the organization that follows
 * the @ in their name (contract, section 15).
 */
public final class RoleAccessPolicy implements AccessPolicy {
    private static final Set<String> INSTANCE_DELETERS = Set.of("IAM_OWNER", "IAM_ORG_MANAGER", "IAM_USER_MANAGER");
    private static final Set<String> ORGANIZATION_WRITERS = Set.of("ORG_OWNER", "ORG_USER_MANAGER");

    /** The policy. */
    public RoleAccessPolicy() {
        // There is nothing to configure: operators rely on the names.
    }

    @Override
    public String name() {
        return "roles";
    }

    @Override
    public boolean permits(Subject subject, Permission permission, @Nullable String organizationId) {
        boolean everywhere = inInstance(permission).anyMatch(subject.roles());
        return everywhere || (organizationId != null && permitsIn(organizationId, subject, permission));
    }

    @Override
    public boolean mayAnywhere(Subject subject, Permission permission) {
        Set<String> names = subject.names();
        return names == null || names.stream().anyMatch(name -> grantsAnywhere(name, permission));
    }

    @Override
    public Optional<Set<String>> organizations(Subject subject, Permission permission) {
        return Optional.ofNullable(subject.names())
                .map(names -> names.stream()
                        .flatMap(name -> organization(name, permission))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** The organization for which a role grants a permission, if it does. */
    private static Stream<String> organization(String role, Permission permission) {
        return inOrganization(permission)
                .map(name -> name + "@")
                .filter(prefix -> role.startsWith(prefix) && role.length() > prefix.length())
                .map(prefix -> role.substring(prefix.length()));
    }

    @Override
    public boolean permitsSchemas(Subject subject, SchemaPermission permission) {
        return schemaRoles(permission).anyMatch(subject.roles());
    }

    private static Stream<String> schemaRoles(SchemaPermission permission) {
        return switch (permission) {
            case READ -> Stream.of("IAM_OWNER", "IAM_OWNER_VIEWER", "IAM_LOGIN_CLIENT");
            case WRITE, DELETE -> Stream.of("IAM_OWNER");
        };
    }

    private static boolean grantsAnywhere(String role, Permission permission) {
        return inInstance(permission).anyMatch(role::equals)
                || organization(role, permission).findAny().isPresent();
    }

    private static boolean permitsIn(String organizationId, Subject subject, Permission permission) {
        return !organizationId.isEmpty()
                && inOrganization(permission)
                        .map(role -> role + "@" + organizationId)
                        .anyMatch(subject.roles());
    }

    private static Stream<String> inInstance(Permission permission) {
        return switch (permission) {
            case USER_DELETE -> INSTANCE_DELETERS.stream();
            case USER_WRITE, USER_VERIFY -> Stream.concat(INSTANCE_DELETERS.stream(), Stream.of("IAM_LOGIN_CLIENT"));
            case USER_READ ->
                Stream.concat(INSTANCE_DELETERS.stream(), Stream.of("IAM_LOGIN_CLIENT", "IAM_OWNER_VIEWER"));
        };
    }

    private static Stream<String> inOrganization(Permission permission) {
        return switch (permission) {
            case USER_DELETE, USER_WRITE, USER_VERIFY -> ORGANIZATION_WRITERS.stream();
            case USER_READ -> Stream.concat(ORGANIZATION_WRITERS.stream(), Stream.of("ORG_OWNER_VIEWER"));
        };
    }
}
