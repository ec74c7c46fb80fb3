package dev.kith.transport.rest;

import dev.kith.api.Caller;
import dev.kith.api.Json;
import dev.kith.api.Operation;
import dev.kith.api.Outcome;
import dev.kith.api.schemas.CreateUserSchema;
import dev.kith.api.schemas.PatchUserSchema;
import dev.kith.api.schemas.SchemaReceipt;
import dev.kith.api.schemas.SchemaRef;
import dev.kith.api.schemas.SearchUserSchemas;
import dev.kith.api.schemas.UserSchemaService;
import dev.kith.transport.TransportContext;
import dev.kith.transport.rest.Exchange.CallHandler;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The calls about user schemas as JSON over HTTP. A host that has its own path for them uses this class as a sub-resource;
 * everywhere else {@link SchemasRoot} gives it its path.
 */
public class SchemasResource {
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final @Nullable TransportContext transport;

    /** For proxies. Such an object admits no request: each one ends as an unexpected failure. */
    public SchemasResource() {
        this.transport = null;
    }

    /**
     * The resource.
     *
     * @param transport what the transports need
     */
    public SchemasResource(TransportContext transport) {
        this.transport = transport;
    }

    /**
     * Creates a schema.
     *
     * @param in the request
     * @param body its body
     * @return the answer
     */
    @POST
    public Response create(@BeanParam RestRequest in, InputStream body) {
        Exchange exchange = new Exchange(transportFor(in), Operation.CREATE_USER_SCHEMA, in, Optional.empty(), body);
        return exchange.answerPostInInstance((caller, expected, content) -> {
            CreateUserSchema.NewSchema schema = SchemaMessages.newSchema(content.message());
            return exchange.result(
                    schemas().create(caller, new CreateUserSchema(expected, schema)),
                    receipt -> RestResponses.done(receipt.impact() == null ? CREATED : OK, receipt));
        });
    }

    /**
     * Searches schemas. The body is the list of filters; everything else is in the query.
     *
     * @param in the request
     * @param body its body
     * @return the answer
     */
    @POST
    @Path("_search")
    public Response search(@BeanParam RestRequest in, InputStream body) {
        Exchange exchange = new Exchange(transportFor(in), Operation.SEARCH_USER_SCHEMAS, in, Optional.empty(), body);
        return exchange.answerSearch(SchemaMessages::page, page -> (caller, expected, content) -> {
            SearchUserSchemas command = SchemaMessages.search(expected, page, content.json(Json.Null.NULL));
            return exchange.result(
                    schemas().search(caller, command), found -> RestResponses.done(SchemaJson.found(found)));
        });
    }

    /**
     * Reads a schema.
     *
     * @param in the request
     * @param id the schema's id
     * @return the answer
     */
    @GET
    @Path("{id}")
    public Response get(@BeanParam RestRequest in, @PathParam("id") String id) {
        Exchange exchange = new Exchange(transportFor(in), Operation.GET_USER_SCHEMA, in, Optional.of(id), null);
        return exchange.answerAnywhere((caller, expected, content) -> exchange.result(
                schemas().get(caller, new SchemaRef(expected, id)),
                schema -> RestResponses.done(OK, schema.version(), SchemaJson.got(schema))));
    }

    /**
     * Changes a schema.
     *
     * @param in the request
     * @param id the schema's id
     * @param body its body
     * @return the answer
     */
    @PATCH
    @Path("{id}")
    public Response patch(@BeanParam RestRequest in, @PathParam("id") String id, InputStream body) {
        Exchange exchange = new Exchange(transportFor(in), Operation.PATCH_USER_SCHEMA, in, Optional.of(id), body);
        return exchange.answerInInstance((caller, expected, content) -> {
            PatchUserSchema.SchemaChange change = SchemaMessages.change(content.message());
            return exchange.result(
                    schemas().patch(caller, new PatchUserSchema(expected, id, change)),
                    receipt -> RestResponses.done(OK, receipt));
        });
    }

    /**
     * Makes an active schema inactive.
     *
     * @param in the request
     * @param id the schema's id
     * @param body its body, which is ignored
     * @return the answer
     */
    @POST
    @Path("{id}/_deactivate")
    public Response deactivate(@BeanParam RestRequest in, @PathParam("id") String id, InputStream body) {
        Exchange exchange = new Exchange(transportFor(in), Operation.DEACTIVATE_USER_SCHEMA, in, Optional.of(id), body);
        return exchange.answerPostInInstance(
                oneSchema(exchange, id, (caller, command) -> schemas().deactivate(caller, command)));
    }

    /**
     * Makes an inactive schema active.
     *
     * @param in the request
     * @param id the schema's id
     * @param body its body, which is ignored
     * @return the answer
     */
    @POST
    @Path("{id}/_reactivate")
    public Response reactivate(@BeanParam RestRequest in, @PathParam("id") String id, InputStream body) {
        Exchange exchange = new Exchange(transportFor(in), Operation.REACTIVATE_USER_SCHEMA, in, Optional.of(id), body);
        return exchange.answerPostInInstance(
                oneSchema(exchange, id, (caller, command) -> schemas().reactivate(caller, command)));
    }

    /**
     * Deletes a schema.
     *
     * @param in the request
     * @param id the schema's id
     * @return the answer
     */
    @DELETE
    @Path("{id}")
    public Response delete(@BeanParam RestRequest in, @PathParam("id") String id) {
        Exchange exchange = new Exchange(transportFor(in), Operation.DELETE_USER_SCHEMA, in, Optional.of(id), null);
        return exchange.answerInInstance(
                oneSchema(exchange, id, (caller, command) -> schemas().delete(caller, command)));
    }

    private static CallHandler oneSchema(
            Exchange exchange, String id, BiFunction<Caller, SchemaRef, Outcome<SchemaReceipt>> call) {
        return (caller, expected, content) -> exchange.result(
                call.apply(caller, new SchemaRef(expected, id)), receipt -> RestResponses.done(OK, receipt));
    }

    private UserSchemaService schemas() {
        return transport().schemas();
    }

    /**
     * Whether a request came by a path that is meant to lead here. For a sub-resource, the host makes sure of that; a root
     * resource is also found by applications of the host that serve every root resource there is.
     */
    boolean isMeant(RestRequest in) {
        return true;
    }

    private TransportContext transportFor(RestRequest in) {
        if (!isMeant(in)) {
            throw new NotFoundException();
        }
        return transport();
    }

    private TransportContext transport() {
        if (transport == null) {
            throw new IllegalStateException("nothing was injected; is the archive a bean archive?");
        }
        return transport;
    }
}
