package dev.kith.transport.rest;

import dev.kith.api.Preconditions;
import dev.kith.transport.IfMatch;
import dev.kith.transport.RequestHead;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Providers;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request without its body, as JAX-RS presents it. */
public final class RestRequest implements RequestHead {
    /** Without servlets (Helidon), the mappers that JAX-RS hands out here can be those of another application. */
    private static final boolean SERVLETS = isPresent("jakarta.servlet.Servlet");

    /** What is longer than this, servers refuse by themselves. */
    private static final Pattern DECLARED = Pattern.compile("[0-9]{1,18}");

    private static final int MOST_LANGUAGES = 500;

    @Context
    private HttpHeaders headers;

    @Context
    private UriInfo uri;

    @Context
    private SecurityContext security;

    @Context
    private Providers providers;

    /** Some implementations do not accept a class whose fields are all contexts. */
    @HeaderParam(HttpHeaders.CONTENT_TYPE)
    private @Nullable String contentType;

    /** For JAX-RS, which fills in the fields. */
    public RestRequest() {}

    @Override
    public List<String> headers(String name) {
        List<String> values = headers.getRequestHeader(name);
        return values == null ? List.of() : values;
    }

    @Override
    public Optional<Principal> principal() {
        return Optional.ofNullable(security.getUserPrincipal());
    }

    @Override
    public boolean inRole(String role) {
        return security.getUserPrincipal() != null && security.isUserInRole(role);
    }

    /**
     * Whether the request came to an application of Kith: at its usual path, or at another one where errors have the form of
     * Kith, which only its own applications give them. (JAX-RS does not expose the application itself; what implementations
     * hand out in its place is often another object.)
     */
    public boolean isOurs(String path) {
        return uri.getBaseUri().getPath().endsWith("/" + path + "/") || (SERVLETS && answersErrorsLikeKith());
    }

    private boolean answersErrorsLikeKith() {
        return providers.getExceptionMapper(WebApplicationException.class) instanceof RouteMapper;
    }

    private static boolean isPresent(String name) {
        try {
            Class.forName(name, false, RestRequest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** JAX-RS ignores a trailing slash; here it makes another path. */
    public boolean endsInSlash() {
        return endsInSlash(uri);
    }

    static boolean endsInSlash(UriInfo uri) {
        return uri.getRequestUri().getRawPath().endsWith("/");
    }

    /** Type and subtype in lower case; empty if the request has no content type. */
    public String mediaType() {
        String type = Objects.requireNonNullElse(contentType, "");
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The language tags that the client wants, the dearest first; none where the header cannot be read. */
    public List<String> languages() {
        String wanted = String.join(",", headers(HttpHeaders.ACCEPT_LANGUAGE));
        try {
            return wanted.isBlank() || wanted.length() > MOST_LANGUAGES
                    ? List.of()
                    : Locale.LanguageRange.parse(wanted).stream()
                            .filter(range -> range.getWeight() > 0)
                            .map(Locale.LanguageRange::getRange)
                            .toList();
        } catch (IllegalArgumentException unreadable) {
            return List.of();
        }
    }

    public MultivaluedMap<String, String> queryParameters() {
        return uri.getQueryParameters();
    }

    /** The query as it came, percent-encoded; empty if there is none. */
    public String rawQuery() {
        return Objects.requireNonNullElse(uri.getRequestUri().getRawQuery(), "");
    }

    Query query() {
        return new Query(queryParameters());
    }

    /** The length that the head declares for the body, if it declares one. */
    OptionalLong contentLength() {
        return headers("Content-Length").stream()
                .filter(value -> DECLARED.matcher(value).matches())
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    /** What the query, as it was read, and the headers expect of the user. */
    Preconditions preconditions(Preconditions.Selector instance, Preconditions.Selector organization)
            throws MalformedRequest {
        try {
            return new Preconditions(instance, organization, IfMatch.of(this));
        } catch (IfMatch.MalformedIfMatch malformed) {
            throw new MalformedRequest(malformed.answer());
        }
    }
}
