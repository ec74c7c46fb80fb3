package dev.kith.keycloak;

import dev.kith.transport.CorsPolicy;
import dev.kith.transport.RequestIdHeader;
import dev.kith.transport.rest.RestRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Answers the preflight requests of browsers on every path. */
public class PreflightResource {
    private final CorsPolicy cors;

    /**
     * The resource.
     *
     * @param cors the origins that may call
     */
    public PreflightResource(CorsPolicy cors) {
        this.cors = cors;
    }

    /**
     * Answers a preflight request; allows nothing to origins that are not configured.
     *
     * @param in the request
     * @return the answer
     */
    @OPTIONS
    @Path("{path: .*}")
    public Response allow(@BeanParam RestRequest in) {
        return RequestIdHeader.serve(in, id -> {
            Response.ResponseBuilder answer = Response.noContent().header(RequestIdHeader.NAME, id);
            cors.preflight(in).forEach(answer::header);
            return answer.build();
        });
    }
}
