package dev.kith.transport.rest.pages;

import dev.kith.transport.BodyBudget;
import dev.kith.transport.TransportContext;
import dev.kith.transport.rest.RestRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page that opens from the link in a notice that a verified address or number was replaced. Mail scanners open links
 * before people do, so opening it only shows what would be done; only its button undoes the change. A host that has its own
 * path for the page uses this class as a sub-resource; everywhere else {@link RestorationRoot} gives it its path.
 */
public class RestorationResource {
    private final @Nullable TransportContext transport;

    /** For proxies. Such an object admits no request: each one ends as an unexpected failure. */
    public RestorationResource() {
        this.transport = null;
    }

    /**
     * The resource.
     *
     * @param transport what the transports need
     */
    public RestorationResource(TransportContext transport) {
        this.transport = transport;
    }

    /**
     * Shows which address or number would be restored, and changes nothing.
     *
     * @param in the request
     * @return the page
     */
    @GET
    public Response look(@BeanParam RestRequest in) {
        return MailPages.answer(
                in,
                isMeant(in),
                transport,
                pages -> MailPages.of(
                        VerificationForm.tokenOfQuery(in),
                        token -> transport().pages().restoration().open(token),
                        (token, looked) -> pages.in(looked.language()).askUndo(token, looked.value()),
                        pages::undoRefused));
    }

    /**
     * Undoes the change.
     *
     * @param in the request
     * @param body the form of the page
     * @return the page
     */
    @POST
    public Response restore(@BeanParam RestRequest in, InputStream body) {
        return MailPages.answer(in, isMeant(in), transport, pages -> {
            try (BodyBudget.BodyReading reading =
                    transport().admission().bodies().ofNobody()) {
                List<String> tokens = in.mediaType().equals(VerificationForm.TYPE)
                        ? VerificationForm.tokenOfBody(body, reading)
                        : List.of();
                return MailPages.of(
                        tokens,
                        token -> transport().pages().restoration().restore(token),
                        (token, value) -> pages.restored(value),
                        pages::undoRefused);
            }
        });
    }

    /**
     * Whether a request came by a path that is meant to lead here. For a sub-resource, the host makes sure of that; a root
     * resource is also found by applications of the host that serve every root resource there is.
     */
    boolean isMeant(RestRequest in) {
        return true;
    }

    private TransportContext transport() {
        if (transport == null) {
            throw new IllegalStateException("nothing was injected; is the archive a bean archive?");
        }
        return transport;
    }
}
