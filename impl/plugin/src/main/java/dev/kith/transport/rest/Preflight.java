package dev.kith.transport.rest;

import dev.kith.transport.CorsPolicy;
import dev.kith.transport.RequestHead;
import dev.kith.transport.RequestIdHeader;
import dev.kith.transport.TransportContext;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;

/**
 * Answers the preflight requests of browsers, which ask whether a page of another origin may call. Leaves paths alone that do
 * not belong to a call.
 */
@PreMatching
@ApplicationScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.NEVER)
public class Preflight implements ContainerRequestFilter {
    private static final int NO_CONTENT = 204;
    private static final List<String> OUR_PATHS = List.of("users", "user_schemas");

    private final CorsPolicy cors;

    /** For proxies. */
    public Preflight() {
        this.cors = CorsPolicy.CLOSED;
    }

    /**
     * The filter.
     *
     * @param transport what the transports need
     */
    @Inject
    public Preflight(TransportContext transport) {
        this.cors = transport.cors();
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.OPTIONS)
                && OUR_PATHS.stream().anyMatch(path(request.getUriInfo())::startsWith)) {
            RequestHead head = new AnswersWithId.HeadersAlone(request.getHeaders());
            Map<String, String> allowed = cors.preflight(head);
            if (!allowed.isEmpty()) {
                request.abortWith(RequestIdHeader.serve(head, id -> answer(allowed, id)));
            }
        }
    }

    private static Response answer(Map<String, String> allowed, String id) {
        Response.ResponseBuilder answer = Response.status(NO_CONTENT).header(RequestIdHeader.NAME, id);
        allowed.forEach(answer::header);
        return answer.build();
    }

    /** The path below that of the application. Some implementations begin it with a slash, others do not. */
    static String path(UriInfo uri) {
        String path = uri.getPath(false);
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
