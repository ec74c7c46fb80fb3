package dev.kith.defaults.auth;

import static dev.kith.spi.AccessPolicy.Permission.USER_READ;
import static dev.kith.spi.AccessPolicy.Permission.USER_VERIFY;
import static dev.kith.spi.AccessPolicy.Permission.USER_WRITE;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.AccessPolicy;
import dev.kith.spi.AccessPolicy.Permission;
import dev.kith.spi.AccessPolicy.Subject;
import dev.kith.spi.contract.AccessPolicyContract;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoleAccessPolicyTest extends AccessPolicyContract {

    @Override
    protected AccessPolicy policy() {
        return new RoleAccessPolicy();
    }

    @Override
    protected Subject administrator() {
        return new Subject("admin", Set.of("IAM_OWNER")::contains);
    }

    @Override
    protected Subject administratorOf(String organizationId) {
        return new Subject("owner", Set.of("ORG_OWNER@" + organizationId)::contains);
    }

    @ParameterizedTest
    @MethodSource("roles")
    void a_role_permits_what_its_name_says(String role, Set<Permission> anywhere, Set<Permission> inItsOrganization) {
        assertThat(permitted(role, null)).isEqualTo(anywhere);
        assertThat(permitted(role, "o1")).isEqualTo(inItsOrganization);
        assertThat(permitted(role, "o2")).isEqualTo(anywhere);
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
        Subject subject = new Subject("caller", Set.of(role)::contains);
        return Stream.of(Permission.values())
                .filter(permission -> new RoleAccessPolicy().permits(subject, permission, organization))
                .collect(toSet());
    }
}
