package dev.kith.transport.rest.pages;

import dev.kith.api.EmailLinks.Link;
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
 * The page that opens from the link in a verification mail. Mail scanners open links before people do, so opening it only
 * shows what would be done; only its button redeems the code. A host that has its own path for the page uses this class as a
 * sub-resource; everywhere else {@link VerificationRoot} gives it its path.
 */
public class VerificationResource {
    private final @Nullable TransportContext transport;

    /** For proxies. Such an object admits no request: each one ends as an unexpected failure. */
    public VerificationResource() {
        this.transport = null;
    }

    /**
     * The resource.
     *
     * @param transport what the transports need
     */
    public VerificationResource(TransportContext transport) {
        this.transport = transport;
    }

    /**
     * Shows which address the link would verify, and changes nothing.
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
                        VerificationForm.ofQuery(in),
                        link -> transport().pages().links().open(link),
                        (link, looked) -> looked.verified()
                                ? pages.in(looked.language()).verified(looked.address())
                                : pages.in(looked.language()).ask(link, looked.address()),
                        pages::unproven));
    }

    /**
     * Redeems the code. The form of a page that must not tell anything is empty: its link is in the address.
     *
     * @param in the request
     * @param body the form of the page
     * @return the page
     */
    @POST
    public Response redeem(@BeanParam RestRequest in, InputStream body) {
        return MailPages.answer(in, isMeant(in), transport, pages -> {
            try (BodyBudget.BodyReading reading =
                    transport().admission().bodies().ofNobody()) {
                List<Link> links = in.mediaType().equals(VerificationForm.TYPE)
                        ? VerificationForm.ofBody(body, reading, in)
                        : List.of();
                return MailPages.of(
                        links,
                        link -> transport().pages().links().redeem(link),
                        (redeemed, address) -> pages.verified(address),
                        pages::refused);
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
