package dev.kith.defaults.auth;

import static dev.kith.spi.AccessPolicy.Permission.USER_READ;
import static dev.kith.spi.AccessPolicy.Permission.USER_VERIFY;
import static dev.kith.spi.AccessPolicy.Permission.USER_WRITE;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.AccessPolicy;
import dev.kith.spi.AccessPolicy.Permission;
import dev.kith.spi.AccessPolicy.SchemaPermission;
import dev.kith.spi.AccessPolicy.Subject;
import dev.kith.spi.contract.AccessPolicyContract;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RoleAccessPolicyTest extends AccessPolicyContract {

    @Override
    protected AccessPolicy policy() {
        return new RoleAccessPolicy();
    }

    @Override
    protected Subject administrator() {
        return subject("IAM_OWNER");
    }

    @Override
    protected Subject administratorOf(String organizationId) {
        return subject("ORG_OWNER@" + organizationId);
    }

    @ParameterizedTest
    @MethodSource("roles")
    void a_role_permits_what_its_name_says(String role, Set<Permission> anywhere, Set<Permission> inItsOrganization) {
        assertThat(permitted(role, null)).isEqualTo(anywhere);
        assertThat(permitted(role, "o1")).isEqualTo(inItsOrganization);
        assertThat(permitted(role, "o2")).isEqualTo(anywhere);
    }

    @ParameterizedTest
    @CsvSource({
        "IAM_OWNER, true, true",
        "IAM_OWNER_VIEWER, true, false",
        "IAM_LOGIN_CLIENT, true, false",
        "IAM_ORG_MANAGER, false, false",
        "IAM_USER_MANAGER, false, false",
        "ORG_OWNER@o1, false, false",
        "ORG_OWNER, false, false"
    })
    void a_role_of_the_instance_permits_what_its_name_says_with_schemas(String role, boolean reads, boolean writes) {
        AccessPolicy policy = policy();

        assertThat(policy.permitsSchemas(subject(role), SchemaPermission.READ)).isEqualTo(reads);
        assertThat(policy.permitsSchemas(subject(role), SchemaPermission.WRITE)).isEqualTo(writes);
        assertThat(policy.permitsSchemas(subject(role), SchemaPermission.DELETE))
                .isEqualTo(writes);
    }

    @ParameterizedTest
    @MethodSource("roles")
    void a_role_may_matter_somewhere_as_its_name_says(
            String role, Set<Permission> anywhere, Set<Permission> inItsOrganization) {
        for (Permission permission : Permission.values()) {
            boolean somewhere = anywhere.contains(permission) || inItsOrganization.contains(permission);
            // The organization * is one like others, and nothing here knows which ones exist.
            boolean expected = somewhere || role.equals("ORG_OWNER@*");
            assertThat(new RoleAccessPolicy().mayAnywhere(subject(role), permission))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void roles_that_can_only_be_asked_for_may_matter_anywhere(Permission permission) {
        assertThat(new RoleAccessPolicy().mayAnywhere(new Subject("nobody", role -> false), permission))
                .isTrue();
    }

    private static Subject subject(String role) {
        Set<String> names = Set.of(role);
        return new Subject("caller", names::contains, names);
    }

    static Stream<Arguments> roles() {
        Set<Permission> all = Set.of(Permission.values());
        Set<Permission> allButDelete = Set.of(USER_READ, USER_WRITE, USER_VERIFY);
        Set<Permission> none = Set.of();
        return Stream.of(
                Arguments.of("IAM_OWNER", all, all),
                Arguments.of("IAM_ORG_MANAGER", all, all),
                Arguments.of("IAM_USER_MANAGER", all, all),
                Arguments.of("IAM_LOGIN_CLIENT", allButDelete, allButDelete),
                Arguments.of("IAM_OWNER_VIEWER", Set.of(USER_READ), Set.of(USER_READ)),
                Arguments.of("ORG_OWNER@o1", none, all),
                Arguments.of("ORG_USER_MANAGER@o1", none, all),
                Arguments.of("ORG_OWNER_VIEWER@o1", none, Set.of(USER_READ)),
                Arguments.of("ORG_OWNER", none, none),
                Arguments.of("ORG_OWNER@", none, none),
                Arguments.of("ORG_OWNER@*", none, none),
                Arguments.of("IAM_OWNER@o1", none, none),
                Arguments.of("IAM_LOGIN_CLIENT@o1", none, none),
                Arguments.of("iam_owner", none, none),
                Arguments.of("PROJECT_OWNER", none, none),
                Arguments.of("PROJECT_OWNER@o1", none, none),
                Arguments.of("ORG_PROJECT_CREATOR@o1", none, none),
                Arguments.of("SELF_MANAGEMENT_GLOBAL", none, none));
    }

    private static Set<Permission> permitted(String role, @Nullable String organization) {
        Subject subject = subject(role);
        return Stream.of(Permission.values())
                .filter(permission -> new RoleAccessPolicy().permits(subject, permission, organization))
                .collect(toSet());
    }

    @Test
    void the_organizations_of_a_caller_are_in_the_names_of_its_roles() {
        Subject subject = new Subject(
                "ada",
                role -> false,
                Set.of("ORG_OWNER@o1", "ORG_OWNER_VIEWER@o@2", "ORG_OWNER@", "IAM_OWNER_VIEWER", "ORG_OWNERS@o3"));

        assertThat(policy().organizations(subject, Permission.USER_READ)).contains(Set.of("o1", "o@2"));
        assertThat(policy().organizations(subject, Permission.USER_DELETE)).contains(Set.of("o1"));
    }

    @Test
    void roles_that_can_only_be_asked_for_one_by_one_name_no_organizations() {
        assertThat(policy().organizations(new Subject("ada", "ORG_OWNER@o1"::equals), Permission.USER_READ))
                .isEmpty();
    }
}
