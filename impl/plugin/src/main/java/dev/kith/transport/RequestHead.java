package dev.kith.transport;

import java.security.Principal;
import java.util.List;
import java.util.Optional;

/** What a request has before its body, whatever the transport. Valid on its thread while the request is served. */
public interface RequestHead {
    /**
     * Returns the values of a header (metadata in gRPC).
     *
     * @param name the header's name, without regard to case
     * @return its values in order, one for each header line; empty if there is no such header
     */
    List<String> headers(String name);

    /**
     * Returns the principal that the container has authenticated.
     *
     * @return the principal; empty if the container has not authenticated the request
     */
    Optional<Principal> principal();

    /**
     * Returns whether the container says that its principal is in a role.
     *
     * @param role the role's name
     * @return true if so
     */
    boolean inRole(String role);
}
