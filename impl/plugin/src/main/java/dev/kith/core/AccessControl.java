package dev.kith.core;

import static dev.kith.api.ProblemCode.PERMISSION_DENIED;
import static dev.kith.api.ProblemCode.USER_NOT_FOUND;

import dev.kith.api.Caller;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.Problem;
import dev.kith.core.Documents.Role;
import dev.kith.core.UserStore.Found;
import dev.kith.spi.AccessPolicy;
import dev.kith.spi.AccessPolicy.Permission;
import dev.kith.spi.AccessPolicy.SchemaPermission;
import dev.kith.spi.AccessPolicy.Subject;
import dev.kith.spi.OrganizationDirectory;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Permission before existence (contract, rulings R2 and R3): callers without the permission get the same answer whether the
 * user exists, is elsewhere or does not exist. Every call asks here, whatever its transport.
 */
final class AccessControl {
    private final AccessPolicy policy;
    private final OrganizationDirectory organizations;
    private final boolean verifiesEverywhere;

    /**
     * A control.
     *
     * @param verifiesEverywhere whether only who may verify in the whole instance may verify at all, because it tells about
     *     users of other organizations (contract, ruling R75)
     */
    AccessControl(AccessPolicy policy, OrganizationDirectory organizations, boolean verifiesEverywhere) {
        this.policy = policy;
        this.organizations = organizations;
        this.verifiesEverywhere = verifiesEverywhere;
    }

    /**
     * What a call needs.
     *
     * @param permissions the permissions
     * @param waived what the user itself does not need
     */
    record Need(Set<Permission> permissions, Set<Permission> waived) {
        static final Need READ = new Need(Set.of(Permission.USER_READ), Set.of(Permission.USER_READ));
        static final Need WRITE = new Need(Set.of(Permission.USER_WRITE), Set.of(Permission.USER_WRITE));
        static final Need ADMINISTER = new Need(Set.of(Permission.USER_WRITE), Set.of());
        static final Need DELETE = new Need(Set.of(Permission.USER_DELETE), Set.of(Permission.USER_DELETE));

        /** Vouching is a permission of its own, which users do not have for themselves. */
        Need andVouch(boolean vouches) {
            if (!vouches) {
                return this;
            }
            Set<Permission> more = EnumSet.copyOf(permissions);
            more.add(Permission.USER_VERIFY);
            return new Need(more, waived);
        }

        private Set<Permission> of(boolean self) {
            EnumSet<Permission> needed = EnumSet.copyOf(permissions);
            if (self) {
                needed.removeAll(waived);
            }
            return needed;
        }
    }

    /**
     * The refusal of a caller who could not be admitted whatever the user is like. Nobody looks for the user then, so that the
     * time of the answer does not tell whether it exists (contract, ruling R60).
     */
    Optional<Problem> refusedAnyway(Caller caller, Need need, Selector expected, String userId) {
        boolean self = caller.subject().equals(userId);
        Set<Permission> needed = need.of(self);
        boolean possible = self
                || needed.isEmpty()
                || (mayAnywhere(caller, needed)
                        && (!isNamed(expected) || mayKnow(caller, needed, organization(expected))));
        return possible ? Optional.empty() : Optional.of(Problem.of(PERMISSION_DENIED));
    }

    /** Whether there may be a place where the caller has all of the permissions. */
    boolean mayAnywhere(Caller caller, Set<Permission> needed) {
        Subject subject = subject(caller);
        return needed.stream().allMatch(permission -> policy.mayAnywhere(subject, permission));
    }

    private boolean mayKnow(Caller caller, Set<Permission> needed, Optional<String> named) {
        return permits(caller, needed, null)
                || named.filter(organization -> permits(caller, needed, organization))
                        .isPresent();
    }

    /** The user of the call, if the caller may do what is needed. */
    Outcome<Found> admit(Caller caller, Need need, Selector expected, String userId, @Nullable Found found) {
        boolean self = caller.subject().equals(userId);
        Set<Permission> needed = need.of(self);
        Optional<String> named = organization(expected);
        if (needed.isEmpty() || mayKnow(caller, needed, named)) {
            return found != null && matches(found.user(), expected, named)
                    ? Outcome.done(found)
                    : Outcome.refused(USER_NOT_FOUND);
        }
        if (found == null || isNamed(expected)) {
            return Outcome.refused(PERMISSION_DENIED);
        }
        return permits(caller, needed, found.user().organization())
                ? Outcome.done(found)
                : Outcome.refused(PERMISSION_DENIED);
    }

    /** Whether the caller may do what is needed to a user of this organization. */
    boolean permits(Caller caller, Need need, String userId, String organization) {
        Set<Permission> needed = need.of(caller.subject().equals(userId));
        return permits(caller, needed, null) || permits(caller, needed, organization);
    }

    /** Whether the caller is the user and may not write its organization's users anyway. */
    boolean merelySelf(Caller caller, User user) {
        return caller.subject().equals(user.id())
                && !permits(caller, Set.of(Permission.USER_WRITE), user.organization());
    }

    /** Whether the caller is the user or may write it, and so may see what is pending (contract, ruling R76). */
    boolean seesPending(Caller caller, User user) {
        return caller.subject().equals(user.id())
                || permits(caller, Set.of(Permission.USER_WRITE), user.organization());
    }

    /** The user itself is "self" to the permission keyword even where it is an administrator as well. */
    static Role role(Caller caller, User user) {
        return caller.subject().equals(user.id()) ? Role.SELF : Role.OWNER;
    }

    boolean permits(Caller caller, Set<Permission> needed, @Nullable String organization) {
        Subject subject = subject(caller);
        return needed.stream()
                .allMatch(permission -> policy.permits(
                        subject,
                        permission,
                        verifiesEverywhere && permission == Permission.USER_VERIFY ? null : organization));
    }

    /** The organizations in which a caller has a permission; empty where the policy cannot say. */
    Optional<Set<String>> organizations(Caller caller, Permission needed) {
        return policy.organizations(subject(caller), needed);
    }

    /** Whether the caller may do something with schemas, which belong to the whole instance. */
    boolean permitsSchemas(Caller caller, SchemaPermission needed) {
        return policy.permitsSchemas(subject(caller), needed);
    }

    private static Subject subject(Caller caller) {
        return new Subject(caller.subject(), caller.roles(), caller.names());
    }

    /** The id of the organization that a request names; empty where it names none, or none that exists. */
    Optional<String> organization(Selector expected) {
        if (expected instanceof Selector.Id byId) {
            return Optional.of(byId.id()).filter(id -> !id.isEmpty());
        }
        if (expected instanceof Selector.Domain byDomain && !byDomain.domain().isEmpty()) {
            return organizations.byDomain(byDomain.domain());
        }
        return Optional.empty();
    }

    /** The id of the organization that a request names, if there is one. */
    Optional<String> existing(Selector expected) {
        return organization(expected).filter(organizations::exists);
    }

    static boolean isNamed(Selector expected) {
        return (expected instanceof Selector.Id byId && !byId.id().isEmpty())
                || (expected instanceof Selector.Domain byDomain
                        && !byDomain.domain().isEmpty());
    }

    private static boolean matches(User user, Selector expected, Optional<String> named) {
        return !isNamed(expected) || named.filter(user.organization()::equals).isPresent();
    }
}
