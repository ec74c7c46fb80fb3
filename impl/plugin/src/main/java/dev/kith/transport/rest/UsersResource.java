package dev.kith.transport.rest;

import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.Json;
import dev.kith.api.Operation;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser;
import dev.kith.api.Preconditions;
import dev.kith.api.Receipt;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserRef;
import dev.kith.api.Verification;
import dev.kith.api.VerifyContact;
import dev.kith.api.search.SearchUsers;
import dev.kith.transport.TransportContext;
import dev.kith.transport.rest.Exchange.CallHandler;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The calls as JSON over HTTP. A host that has its own path for them uses this class as a sub-resource; everywhere else
 * {@link UsersRoot} gives it its path.
 *
 * <p>Every method says how its body is read and which call is made with it. {@link Exchange} reads query and headers and has
 * the request admitted before.
 */
public class UsersResource {
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final @Nullable TransportContext transport;

    /** For proxies. Such an object admits no request: each one ends as an unexpected failure. */
    public UsersResource() {
        this.transport = null;
    }

    /**
     * The resource.
     *
     * @param transport what the transports need
     */
    public UsersResource(TransportContext transport) {
        this.transport = transport;
    }

    /**
     * Creates a user.
     *
     * @param in the request
     * @param body its body
     * @return the answer
     */
    @POST
    public Response create(@BeanParam RestRequest in, InputStream body) {
        Exchange exchange = new Exchange(transportFor(in), Operation.CREATE_USER, in, Optional.empty(), body);
        return exchange.answerPost((caller, expected, content) -> {
            CreateUser.NewUser user = UserMessages.newUser(content.message());
            return exchange.result(
                    accounts().create(caller, new CreateUser(expected, user)),
                    receipt -> RestResponses.done(
                            receipt.effect() == Receipt.Effect.DRY_RUN ? OK : CREATED,
                            receipt,
                            ResponseJson.patched(receipt)));
        });
    }

    /**
     * Searches users. The body is the list of filters; everything else is in the query.
     *
     * @param in the request
     * @param body its body
     * @return the answer
     */
    @POST
    @Path("_search")
    public Response search(@BeanParam RestRequest in, InputStream body) {
        Exchange exchange = new Exchange(transportFor(in), Operation.SEARCH_USERS, in, Optional.empty(), body);
        return exchange.answerSearch(UserMessages::page, page -> (caller, expected, content) -> {
            SearchUsers command = UserMessages.search(expected, page, content.json(Json.Null.NULL));
            return exchange.result(
                    transport().search().search(caller, command),
                    found -> RestResponses.done(ResponseJson.found(found)));
        });
    }

    /**
     * Reads a user.
     *
     * @param in the request
     * @param id the user's id
     * @return the answer
     */
    @GET
    @Path("{id}")
    public Response get(@BeanParam RestRequest in, @PathParam("id") String id) {
        Exchange exchange = new Exchange(transportFor(in), Operation.GET_USER, in, Optional.of(id), null);
        return exchange.answerInInstance((caller, expected, content) -> exchange.result(
                accounts().get(caller, new UserRef(expected, id)),
                view -> RestResponses.done(OK, view.version(), ResponseJson.user(view))));
    }

    /**
     * Changes a user.
     *
     * @param in the request
     * @param id the user's id
     * @param body its body
     * @return the answer
     */
    @PATCH
    @Path("{id}")
    public Response patch(@BeanParam RestRequest in, @PathParam("id") String id, InputStream body) {
        Exchange exchange = new Exchange(transportFor(in), Operation.PATCH_USER, in, Optional.of(id), body);
        return exchange.answer(patch(exchange, in, id));
    }

    /**
     * Changes the user whose id is empty, which the call itself refuses. JAX-RS does not distinguish {@code users} from
     * {@code users/}.
     *
     * @param in the request
     * @param body its body
     * @return the answer
     */
    @PATCH
    public Response patchWithoutId(@BeanParam RestRequest in, InputStream body) {
        Exchange exchange = new Exchange(transportFor(in), Operation.PATCH_USER, in, Optional.of(""), body);
        if (!in.endsInSlash()) {
            throw new NotAllowedException("POST");
        }
        return exchange.answerWhateverPath(patch(exchange, in, ""));
    }

    private CallHandler patch(Exchange exchange, RestRequest in, String id) {
        return (caller, expected, content) -> {
            PatchUser.Change change = PatchBody.change(in.mediaType(), content.message());
            return exchange.result(
                    accounts().patch(caller, new PatchUser(expected, id, change)), done(ResponseJson::patched));
        };
    }

    /**
     * Sets the contact e-mail.
     *
     * @param in the request
     * @param id the user's id
     * @param body its body
     * @return the answer
     */
    @PUT
    @Path("{id}/email")
    public Response setEmail(@BeanParam RestRequest in, @PathParam("id") String id, InputStream body) {
        Exchange exchange = new Exchange(transportFor(in), Operation.SET_CONTACT_EMAIL, in, Optional.of(id), body);
        return exchange.answer((caller, expected, content) -> {
            SetContact.Email email = UserMessages.email(content.message());
            return exchange.result(
                    accounts().setContactEmail(caller, new SetContactEmail(expected, id, email)),
                    done(ResponseJson::emailSet));
        });
    }

    /**
     * Redeems the code for the contact e-mail.
     *
     * @param in the request
     * @param id the user's id
     * @param body its body
     * @return the answer
     */
    @POST
    @Path("{id}/email/_verify")
    public Response verifyEmail(@BeanParam RestRequest in, @PathParam("id") String id, InputStream body) {
        return verify(
                new Exchange(transportFor(in), Operation.VERIFY_CONTACT_EMAIL, in, Optional.of(id), body),
                id,
                (caller, command) -> accounts().verifyContactEmail(caller, command));
    }

    /**
     * Issues a new code for the contact e-mail.
     *
     * @param in the request
     * @param id the user's id
     * @param body its body
     * @return the answer
     */
    @POST
    @Path("{id}/email/_resend")
    public Response resendEmailCode(@BeanParam RestRequest in, @PathParam("id") String id, InputStream body) {
        return resend(
                new Exchange(transportFor(in), Operation.RESEND_CONTACT_EMAIL_CODE, in, Optional.of(id), body),
                id,
                (caller, command) -> accounts().resendContactEmailCode(caller, command),
                ResponseJson::emailSet);
    }

    /**
     * Sets the contact phone.
     *
     * @param in the request
     * @param id the user's id
     * @param body its body
     * @return the answer
     */
    @PUT
    @Path("{id}/phone")
    public Response setPhone(@BeanParam RestRequest in, @PathParam("id") String id, InputStream body) {
        Exchange exchange = new Exchange(transportFor(in), Operation.SET_CONTACT_PHONE, in, Optional.of(id), body);
        return exchange.answer((caller, expected, content) -> {
            SetContact.Phone phone = UserMessages.phone(content.message());
            return exchange.result(
                    accounts().setContactPhone(caller, new SetContactPhone(expected, id, phone)),
                    done(ResponseJson::phoneSet));
        });
    }

    /**
     * Redeems the code for the contact phone.
     *
     * @param in the request
     * @param id the user's id
     * @param body its body
     * @return the answer
     */
    @POST
    @Path("{id}/phone/_verify")
    public Response verifyPhone(@BeanParam RestRequest in, @PathParam("id") String id, InputStream body) {
        return verify(
                new Exchange(transportFor(in), Operation.VERIFY_CONTACT_PHONE, in, Optional.of(id), body),
                id,
                (caller, command) -> accounts().verifyContactPhone(caller, command));
    }

    /**
     * Issues a new code for the contact phone.
     *
     * @param in the request
     * @param id the user's id
     * @param body its body
     * @return the answer
     */
    @POST
    @Path("{id}/phone/_resend")
    public Response resendPhoneCode(@BeanParam RestRequest in, @PathParam("id") String id, InputStream body) {
        return resend(
                new Exchange(transportFor(in), Operation.RESEND_CONTACT_PHONE_CODE, in, Optional.of(id), body),
                id,
                (caller, command) -> accounts().resendContactPhoneCode(caller, command),
                ResponseJson::phoneSet);
    }

    private static Response verify(
            Exchange exchange, String id, BiFunction<Caller, VerifyContact, Outcome<Receipt>> call) {
        return exchange.answerPost((caller, expected, content) -> {
            String code = content.string();
            return exchange.result(
                    call.apply(caller, new VerifyContact(expected, id, code)), done(ResponseJson::details));
        });
    }

    /** The body is the whole request here, so the query is ignored; the id of the path wins. */
    private static Response resend(
            Exchange exchange,
            String id,
            BiFunction<Caller, ResendCode, Outcome<Receipt>> call,
            Function<Receipt, Json.Obj> notation) {
        return exchange.answerMessage((caller, headers, content) -> {
            JsonMessage request = JsonMessage.of("ResendContactCodeRequest", content.message());
            request.text("id");
            Verification verification = UserMessages.resend(request);
            Preconditions expected = new Preconditions(
                    UserMessages.instance(request),
                    UserMessages.organization(request),
                    headers.version(),
                    headers.options());
            exchange.requireInstance(expected.instance());
            return exchange.result(call.apply(caller, new ResendCode(expected, id, verification)), done(notation));
        });
    }

    /**
     * Makes an active user inactive.
     *
     * @param in the request
     * @param id the user's id
     * @param body its body, which is ignored
     * @return the answer
     */
    @POST
    @Path("{id}/_deactivate")
    public Response deactivate(@BeanParam RestRequest in, @PathParam("id") String id, InputStream body) {
        Exchange exchange = new Exchange(transportFor(in), Operation.DEACTIVATE_USER, in, Optional.of(id), body);
        return exchange.answerPost(
                oneUser(exchange, id, (caller, command) -> accounts().deactivate(caller, command)));
    }

    /**
     * Makes an inactive user active.
     *
     * @param in the request
     * @param id the user's id
     * @param body its body, which is ignored
     * @return the answer
     */
    @POST
    @Path("{id}/_activate")
    public Response activate(@BeanParam RestRequest in, @PathParam("id") String id, InputStream body) {
        Exchange exchange = new Exchange(transportFor(in), Operation.ACTIVATE_USER, in, Optional.of(id), body);
        return exchange.answerPost(
                oneUser(exchange, id, (caller, command) -> accounts().activate(caller, command)));
    }

    /**
     * Locks a user.
     *
     * @param in the request
     * @param id the user's id
     * @param body its body, which is ignored
     * @return the answer
     */
    @POST
    @Path("{id}/_lock")
    public Response lock(@BeanParam RestRequest in, @PathParam("id") String id, InputStream body) {
        Exchange exchange = new Exchange(transportFor(in), Operation.LOCK_USER, in, Optional.of(id), body);
        return exchange.answerPost(
                oneUser(exchange, id, (caller, command) -> accounts().lock(caller, command)));
    }

    /**
     * Unlocks a user.
     *
     * @param in the request
     * @param id the user's id
     * @param body its body, which is ignored
     * @return the answer
     */
    @POST
    @Path("{id}/_unlock")
    public Response unlock(@BeanParam RestRequest in, @PathParam("id") String id, InputStream body) {
        Exchange exchange = new Exchange(transportFor(in), Operation.UNLOCK_USER, in, Optional.of(id), body);
        return exchange.answerPost(
                oneUser(exchange, id, (caller, command) -> accounts().unlock(caller, command)));
    }

    /**
     * Deletes a user.
     *
     * @param in the request
     * @param id the user's id
     * @return the answer
     */
    @DELETE
    @Path("{id}")
    public Response delete(@BeanParam RestRequest in, @PathParam("id") String id) {
        Exchange exchange = new Exchange(transportFor(in), Operation.DELETE_USER, in, Optional.of(id), null);
        return exchange.answer(
                oneUser(exchange, id, (caller, command) -> accounts().delete(caller, command)));
    }

    private static CallHandler oneUser(
            Exchange exchange, String id, BiFunction<Caller, UserRef, Outcome<Receipt>> call) {
        return (caller, expected, content) ->
                exchange.result(call.apply(caller, new UserRef(expected, id)), done(ResponseJson::details));
    }

    private static Function<Receipt, ResponseBuilder> done(Function<Receipt, Json.Obj> notation) {
        return receipt -> RestResponses.done(OK, receipt, notation.apply(receipt));
    }

    private UserAccounts accounts() {
        return transport().accounts();
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
