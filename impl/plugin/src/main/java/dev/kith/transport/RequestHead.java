package dev.kith.transport;

import java.security.Principal;
import java.util.List;
import java.util.Optional;

/** What a request says before its body, whatever the transport. Valid while the request is served, for its thread. */
public interface RequestHead {
    /**
     * The values of a header (metadata in gRPC).
     *
     * @param name the header's name, without regard to case
     * @return its values in order, one for each header line; empty where there is no such header
     */
    List<String> headers(String name);

    /**
     * The principal that the container has authenticated.
     *
     * @return the principal; empty where the container has authenticated nobody
     */
    Optional<Principal> principal();

    /**
     * Whether the container says that its principal is in a role.
     *
     * @param role the role's name
     * @return true if so
     */
    boolean inRole(String role);
}
