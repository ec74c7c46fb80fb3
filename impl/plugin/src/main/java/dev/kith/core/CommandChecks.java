package dev.kith.core;

import static dev.kith.api.ProblemCode.DRY_RUN_IMPOSSIBLE;
import static dev.kith.api.ProblemCode.EMAIL_INVALID;
import static dev.kith.api.ProblemCode.FEATURE_OFF;
import static dev.kith.api.ProblemCode.ID_MISSING;
import static dev.kith.api.ProblemCode.PHONE_INVALID;

import dev.kith.api.Preconditions;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.SetContact;
import dev.kith.api.Verification;
import dev.kith.core.ContactChanges.RequestedContact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The checks that need neither caller nor storage (contract, section 7, steps 8 and 9). */
final class CommandChecks {
    private final CoreSettings settings;
    private final PhoneNumbers phones;
    private final LinkPolicy linkPolicy;

    CommandChecks(CoreSettings settings, PhoneNumbers phones, LinkPolicy linkPolicy) {
        this.settings = settings;
        this.phones = phones;
        this.linkPolicy = linkPolicy;
    }

    /** The first refusal in the order of the checks; later checks are not made. */
    @SafeVarargs
    static Optional<Problem> first(Supplier<Optional<Problem>>... checks) {
        for (Supplier<Optional<Problem>> check : checks) {
            Optional<Problem> problem = check.get();
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    Optional<Problem> feature() {
        return refuseUnless(settings.enabled(), FEATURE_OFF);
    }

    /** Of a call that has no dry run: its real effect must not come in the place of one. */
    static Optional<Problem> realRun(Preconditions preconditions) {
        return refuseUnless(!preconditions.options().dryRun(), DRY_RUN_IMPOSSIBLE);
    }

    static Optional<Problem> id(String userId) {
        return refuseUnless(!userId.isEmpty(), ID_MISSING);
    }

    /** New contacts: address, number, then template. */
    Optional<Problem> contact(String userId, @Nullable SetContact contact) {
        SetContact.Email email = contact == null ? null : contact.email();
        SetContact.Phone phone = contact == null ? null : contact.phone();
        return first(
                () -> refuseUnless(email == null || EmailAddress.acceptable(email.address()), EMAIL_INVALID),
                () -> refuseUnless(
                        phone == null || phones.normalize(phone.number()).isPresent(), PHONE_INVALID),
                () -> email == null ? Optional.empty() : link(userId, email.verification()));
    }

    /** The template of a link. */
    Optional<Problem> link(String userId, @Nullable Verification verification) {
        return linkPolicy.check(userId, verification);
    }

    /** What contacts that were checked come to: e-mail first, numbers in their normal form. */
    List<RequestedContact> requested(@Nullable SetContact contact) {
        List<RequestedContact> requested = new ArrayList<>();
        SetContact.Email email = contact == null ? null : contact.email();
        SetContact.Phone phone = contact == null ? null : contact.phone();
        if (email != null) {
            requested.add(new RequestedContact(ContactChannel.EMAIL, email.address(), email.verification()));
        }
        if (phone != null) {
            String number = phones.normalize(phone.number()).orElseThrow();
            requested.add(new RequestedContact(ContactChannel.PHONE, number, phone.verification()));
        }
        return requested;
    }

    static boolean vouches(@Nullable SetContact contact) {
        SetContact.Email email = contact == null ? null : contact.email();
        SetContact.Phone phone = contact == null ? null : contact.phone();
        return (email != null && vouches(email.verification())) || (phone != null && vouches(phone.verification()));
    }

    private static boolean vouches(@Nullable Verification verification) {
        return verification instanceof Verification.Verified || verification instanceof Verification.ReturnCode;
    }

    private static Optional<Problem> refuseUnless(boolean fine, ProblemCode code) {
        return fine ? Optional.empty() : Optional.of(Problem.of(code));
    }
}
