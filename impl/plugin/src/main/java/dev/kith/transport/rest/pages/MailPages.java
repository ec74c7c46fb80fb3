package dev.kith.transport.rest.pages;

import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.transport.BodyBudget;
import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.Incident;
import dev.kith.transport.RequestIdHeader;
import dev.kith.transport.TransportContext;
import dev.kith.transport.rest.RestRequest;
import dev.kith.transport.rest.pages.VerificationPage.Refusal;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers with pages that must not be stored, framed or indexed, and that run no code. */
final class MailPages {
    private static final int OK = 200;

    private MailPages() {}

    /** What makes a page; it may have to read a form. */
    interface Page {
        Response get(VerificationPage pages) throws BodyBudget.Busy;
    }

    /**
     * The page, on a path that is meant; a failure to make it is reported by its incident id only.
     *
     * @param transport has the texts; {@code null} where nothing has been injected
     */
    static Response answer(RestRequest in, boolean meant, @Nullable TransportContext transport, Page page) {
        if (!meant || in.endsInSlash()) {
            throw new NotFoundException();
        }
        VerificationPage pages = transport == null
                ? VerificationPage.WITHOUT_TEXTS
                : VerificationPage.of(transport.pages().texts(), in);
        return RequestIdHeader.serve(
                in,
                id -> Response.fromResponse(made(pages, page))
                        .header(RequestIdHeader.NAME, id)
                        .build());
    }

    private static Response made(VerificationPage pages, Page page) {
        try {
            return page.get(pages);
        } catch (BodyBudget.Busy busy) {
            return failed(pages, busy.answer());
        } catch (RuntimeException | StackOverflowError unexpected) {
            return failed(pages, Incident.report("mail page", unexpected));
        }
    }

    private static Response failed(VerificationPage pages, ErrorResponse error) {
        return error.status() == GrpcStatus.UNAVAILABLE
                ? retryable(html(Refusal.UNAVAILABLE.http(), pages.refused(Refusal.UNAVAILABLE)), error.retryDelay())
                : html(Refusal.FAILURE.http(), pages.failure(error.message()));
    }

    private static Response retryable(Response answer, Optional<Duration> wait) {
        return wait.map(delay -> Response.fromResponse(answer)
                        .header(HttpHeaders.RETRY_AFTER, delay.toSeconds())
                        .build())
                .orElse(answer);
    }

    /** What the first reading of a link comes to that is not an invalid link. */
    static <L, T> Response of(
            List<L> readings,
            Function<L, Outcome<T>> call,
            BiFunction<L, T, PageHtml> page,
            Function<Refusal, PageHtml> refused) {
        Response answer = html(Refusal.MALFORMED.http(), refused.apply(Refusal.MALFORMED));
        for (L reading : readings) {
            Outcome<T> outcome = call.apply(reading);
            answer = of(outcome, found -> page.apply(reading, found), refused);
            if (!isInvalid(outcome)) {
                return answer;
            }
        }
        return answer;
    }

    private static boolean isInvalid(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?> refused
                && Refusal.of(refused.problem().code()) == Refusal.INVALID;
    }

    private static <T> Response of(
            Outcome<T> outcome, Function<T, PageHtml> page, Function<Refusal, PageHtml> refused) {
        if (outcome instanceof Outcome.Done<T> done) {
            return html(OK, page.apply(done.value()));
        }
        Problem problem = ((Outcome.Refused<T>) outcome).problem();
        Refusal refusal = Refusal.of(problem.code());
        return retryable(html(refusal.http(), refused.apply(refusal)), Optional.ofNullable(problem.retryAfter()));
    }

    private static Response html(int status, PageHtml page) {
        return Response.status(status)
                .header(HttpHeaders.CONTENT_TYPE, "text/html;charset=utf-8")
                .header(HttpHeaders.CONTENT_LANGUAGE, page.language())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Content-Security-Policy", VerificationPage.CONTENT_SECURITY_POLICY)
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("X-Robots-Tag", "noindex, nofollow")
                .entity(page.html().getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
