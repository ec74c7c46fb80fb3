package dev.kith.it.faults;

import dev.kith.it.processes.Runner;
import java.net.http.HttpResponse;

/** Somebody who calls a runner with a token. */
record Administrator(Runner runner, String token) {
    private static final String USERS = "/resources/v3alpha/users";

    boolean isServed() {
        return runner.isReady();
    }

    /** Makes a new user with an address to be verified. */
    HttpResponse<String> create(String id, String address) {
        return call(
                "POST",
                "?organization.orgId=default",
                "{\"schemaId\":\"demo\",\"userId\":\"" + id + "\",\"data\":{\"displayName\":\"U\"},"
                        + "\"contact\":{\"email\":{\"address\":\"" + address + "\"}}}");
    }

    HttpResponse<String> setEmail(String id, String address) {
        return call("PUT", "/" + id + "/email", "{\"address\":\"" + address + "\"}");
    }

    /** Sets an address and asks for its code instead of having it sent. */
    HttpResponse<String> setEmailReturningCode(String id, String address) {
        return call("PUT", "/" + id + "/email", "{\"address\":\"" + address + "\",\"returnCode\":{}}");
    }

    HttpResponse<String> verifyEmail(String id, String code) {
        return call("POST", "/" + id + "/email/_verify", "\"" + code + "\"");
    }

    private HttpResponse<String> call(String method, String path, String body) {
        return runner.call(token, method, USERS + path, body);
    }
}
