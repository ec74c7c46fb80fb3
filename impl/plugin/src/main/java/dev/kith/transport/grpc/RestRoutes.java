package dev.kith.transport.grpc;

import dev.kith.api.Operation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls by HTTP method and path, as the JSON transport has them (contract, sections 1, 19 and S1). */
final class RestRoutes {
    private static final String ID = "{id}";

    static final Map<String, List<Route>> ROUTES = Map.of("users", users(), "user_schemas", schemas());

    private static List<Route> users() {
        return List.of(
                new Route("POST", List.of(), Operation.CREATE_USER),
                new Route("POST", List.of("_search"), Operation.SEARCH_USERS),
                new Route("GET", List.of(ID), Operation.GET_USER),
                new Route("PATCH", List.of(ID), Operation.PATCH_USER),
                new Route("DELETE", List.of(ID), Operation.DELETE_USER),
                new Route("POST", List.of(ID, "_deactivate"), Operation.DEACTIVATE_USER),
                new Route("POST", List.of(ID, "_activate"), Operation.ACTIVATE_USER),
                new Route("POST", List.of(ID, "_lock"), Operation.LOCK_USER),
                new Route("POST", List.of(ID, "_unlock"), Operation.UNLOCK_USER),
                new Route("PUT", List.of(ID, "email"), Operation.SET_CONTACT_EMAIL),
                new Route("POST", List.of(ID, "email", "_verify"), Operation.VERIFY_CONTACT_EMAIL),
                new Route("POST", List.of(ID, "email", "_resend"), Operation.RESEND_CONTACT_EMAIL_CODE),
                new Route("PUT", List.of(ID, "phone"), Operation.SET_CONTACT_PHONE),
                new Route("POST", List.of(ID, "phone", "_verify"), Operation.VERIFY_CONTACT_PHONE),
                new Route("POST", List.of(ID, "phone", "_resend"), Operation.RESEND_CONTACT_PHONE_CODE));
    }

    private static List<Route> schemas() {
        return List.of(
                new Route("POST", List.of(), Operation.CREATE_USER_SCHEMA),
                new Route("POST", List.of("_search"), Operation.SEARCH_USER_SCHEMAS),
                new Route("GET", List.of(ID), Operation.GET_USER_SCHEMA),
                new Route("PATCH", List.of(ID), Operation.PATCH_USER_SCHEMA),
                new Route("DELETE", List.of(ID), Operation.DELETE_USER_SCHEMA),
                new Route("POST", List.of(ID, "_deactivate"), Operation.DEACTIVATE_USER_SCHEMA),
                new Route("POST", List.of(ID, "_reactivate"), Operation.REACTIVATE_USER_SCHEMA));
    }

    private RestRoutes() {}

    /**
     * The call that a request is for.
     *
     * @param operation the call
     * @param id the id of the path, decoded
     */
    record Match(Operation operation, Optional<String> id) {}

    record Route(String method, List<String> segments, Operation operation) {
        private boolean fits(String otherMethod, List<String> path) {
            if (!method.equals(otherMethod) || segments.size() != path.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!segments.get(i).equals(ID) && !segments.get(i).equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Finds the call.
     *
     * @param method the HTTP method
     * @param path the path below {@code /resources/v3alpha}, as it was sent
     * @return the call, if the path belongs to one
     */
    static Optional<Match> find(String method, String path) {
        List<String> segments = List.of(path.split("/", -1));
        if (segments.size() < 2 || !segments.get(0).isEmpty()) {
            return Optional.empty();
        }
        List<String> rest = segments.subList(2, segments.size());
        return ROUTES.getOrDefault(segments.get(1), List.of()).stream()
                .filter(route -> route.fits(method, rest))
                .findFirst()
                .flatMap(route -> match(route, rest));
    }

    private static Optional<Match> match(Route route, List<String> path) {
        if (!route.segments().contains(ID)) {
            return Optional.of(new Match(route.operation(), Optional.empty()));
        }
        try {
            // A plus sign is a plus sign in a path.
            String id = URLDecoder.decode(path.get(0).replace("+", "%2B"), StandardCharsets.UTF_8);
            return Optional.of(new Match(route.operation(), Optional.of(id)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
