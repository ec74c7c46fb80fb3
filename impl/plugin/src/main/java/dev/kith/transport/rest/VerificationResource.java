package dev.kith.transport.rest;

import dev.kith.api.EmailLinks;
import dev.kith.api.EmailLinks.Link;
import dev.kith.api.Outcome;
import dev.kith.transport.Edge;
import dev.kith.transport.Incident;
import dev.kith.transport.rest.VerificationPage.Refusal;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The page behind the link of a verification mail. Mail scanners open links before people do, so that opening it shows what
 * would be done and does nothing; only its button redeems the code. A host that has its own place for the page uses this
 * class as a sub-resource; everywhere else {@link VerificationRoot} gives it its path.
 */
public class VerificationResource {
    private static final int OK = 200;
    private static final String FORM = "application/x-www-form-urlencoded";

    private final @Nullable Edge edge;

    /** For proxies. What such an object serves itself ends as an accident. */
    public VerificationResource() {
        this.edge = null;
    }

    /**
     * The resource.
     *
     * @param edge what it needs
     */
    public VerificationResource(Edge edge) {
        this.edge = edge;
    }

    /**
     * Shows which address the link is about, and changes nothing.
     *
     * @param in the request
     * @return the page
     */
    @GET
    public Response look(@BeanParam Incoming in) {
        return answer(in, VerificationForm.ofQuery(in.queryParameters()), EmailLinks::look, VerificationPage::ask);
    }

    /**
     * Redeems the code.
     *
     * @param in the request
     * @param body the form of the page
     * @return the page
     */
    @POST
    public Response redeem(@BeanParam Incoming in, InputStream body) {
        Optional<Link> link = in.mediaType().equals(FORM) ? VerificationForm.ofBody(body) : Optional.empty();
        return answer(in, link, EmailLinks::redeem, (redeemed, address) -> VerificationPage.verified(address));
    }

    private Response answer(
            Incoming in,
            Optional<Link> link,
            BiFunction<EmailLinks, Link, Outcome<String>> call,
            BiFunction<Link, String, String> page) {
        if (in.endsInSlash()) {
            throw new NotFoundException();
        }
        try {
            return link.map(complete -> answer(call.apply(links(), complete), address -> page.apply(complete, address)))
                    .orElseGet(() -> refused(Refusal.MALFORMED));
        } catch (RuntimeException | StackOverflowError accident) {
            String message = Incident.report("verification page", accident).message();
            return html(Refusal.ACCIDENT.http(), VerificationPage.accident(message));
        }
    }

    private static Response answer(Outcome<String> outcome, Function<String, String> page) {
        return outcome instanceof Outcome.Done<String> done
                ? html(OK, page.apply(done.value()))
                : refused(
                        Refusal.of(((Outcome.Refused<String>) outcome).problem().code()));
    }

    private static Response refused(Refusal refusal) {
        return html(refusal.http(), VerificationPage.refused(refusal));
    }

    private static Response html(int status, String page) {
        return Response.status(status)
                .header(HttpHeaders.CONTENT_TYPE, "text/html;charset=utf-8")
                .header(HttpHeaders.CONTENT_LANGUAGE, "en")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Content-Security-Policy", VerificationPage.CONTENT_SECURITY_POLICY)
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("X-Robots-Tag", "noindex, nofollow")
                .entity(page.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private EmailLinks links() {
        if (edge == null) {
            throw new IllegalStateException("nothing was injected; is the archive a bean archive?");
        }
        return edge.links();
    }
}
