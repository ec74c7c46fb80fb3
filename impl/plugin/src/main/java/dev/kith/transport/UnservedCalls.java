package dev.kith.transport;

import java.util.List;
import java.util.Optional;

/**
 * The calls of the services that are defined elsewhere and not served: those about authenticators and identity providers (contract,
 * section 19). Whoever makes one hears so in words, by whatever protocol.
 */
public final class UnservedCalls {
    private static final String USERS = "zitadel.resources.user.v3alpha.ZITADELUsers";
    private static final String VARIABLE = "{";

    private static final List<UnservedCall> CALLS = List.of(
            new UnservedCall("AddUsername", "POST", "users/{id}/username"),
            new UnservedCall("RemoveUsername", "DELETE", "users/{id}/username/{username_id}"),
            new UnservedCall("SetPassword", "POST", "users/{id}/password"),
            new UnservedCall("RequestPasswordReset", "POST", "users/{id}/password/_reset"),
            new UnservedCall("StartWebAuthNRegistration", "POST", "users/{id}/webauthn"),
            new UnservedCall("VerifyWebAuthNRegistration", "POST", "users/{id}/webauthn/{web_auth_n_id}/_verify"),
            new UnservedCall("CreateWebAuthNRegistrationLink", "POST", "users/{id}/webauthn/registration_link"),
            new UnservedCall("RemoveWebAuthNAuthenticator", "DELETE", "users/{id}/webauthn/{web_auth_n_id}"),
            new UnservedCall("StartTOTPRegistration", "POST", "users/{id}/totp"),
            new UnservedCall("VerifyTOTPRegistration", "POST", "users/{id}/totp/{totp_id}/_verify"),
            new UnservedCall("RemoveTOTPAuthenticator", "DELETE", "users/{id}/totp/{totp_id}"),
            new UnservedCall("AddOTPSMSAuthenticator", "POST", "users/{id}/otp_sms"),
            new UnservedCall("VerifyOTPSMSRegistration", "POST", "users/{id}/otp_sms/{otp_sms_id}/_verify"),
            new UnservedCall("RemoveOTPSMSAuthenticator", "DELETE", "users/{id}/otp_sms/{otp_sms_id}"),
            new UnservedCall("AddOTPEmailAuthenticator", "POST", "users/{id}/otp_email"),
            new UnservedCall("VerifyOTPEmailRegistration", "POST", "users/{id}/otp_email/{otp_email_id}/_verify"),
            new UnservedCall("RemoveOTPEmailAuthenticator", "DELETE", "users/{id}/otp_email/{otp_email_id}"),
            new UnservedCall("StartIdentityProviderIntent", "POST", "idp_intents"),
            new UnservedCall("GetIdentityProviderIntent", "GET", "idp_intents/{idp_intent_id}"),
            new UnservedCall("AddIDPAuthenticator", "POST", "users/{id}/idps"),
            new UnservedCall("RemoveIDPAuthenticator", "DELETE", "users/{id}/idps/{idp_id}"));

    private UnservedCalls() {}

    /** A call with its HTTP method and its path below {@code /resources/v3alpha}. */
    private record UnservedCall(String name, String method, List<String> segments) {
        UnservedCall(String name, String method, String path) {
            this(name, method, List.of(path.split("/", -1)));
        }

        boolean isAt(String otherMethod, List<String> path) {
            if (!method.equals(otherMethod) || segments.size() != path.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                boolean fits = segments.get(i).startsWith(VARIABLE)
                        ? !path.get(i).isEmpty()
                        : segments.get(i).equals(path.get(i));
                if (!fits) {
                    return false;
                }
            }
            return true;
        }

        ErrorResponse answer() {
            return ErrorResponse.plain(GrpcStatus.UNIMPLEMENTED, "method " + name + " not implemented");
        }
    }

    /**
     * Returns the answer to a call that a service does not serve.
     *
     * @param service the full name of the service
     * @param method the name of the method
     * @return the answer, which says whether there is such a method at all
     */
    public static ErrorResponse answer(String service, String method) {
        return CALLS.stream()
                .filter(call -> service.equals(USERS) && call.name().equals(method))
                .findFirst()
                .map(UnservedCall::answer)
                .orElseGet(() -> ErrorResponse.plain(
                        GrpcStatus.UNIMPLEMENTED, "unknown method " + method + " for service " + service));
    }

    /**
     * Returns the answer to a request on the path of a call that is not served.
     *
     * @param method the HTTP method
     * @param path the path below {@code /resources/v3alpha}, without a slash in front
     * @return the answer; empty if no call has that path
     */
    public static Optional<ErrorResponse> answerAt(String method, String path) {
        List<String> segments = List.of(path.split("/", -1));
        return CALLS.stream()
                .filter(call -> call.isAt(method, segments))
                .findFirst()
                .map(UnservedCall::answer);
    }
}
