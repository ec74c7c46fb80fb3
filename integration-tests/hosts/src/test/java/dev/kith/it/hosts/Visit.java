package dev.kith.it.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Asks an application for paths and takes the answers as they come. */
final class Visit {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI origin;

    /** A visit to an application; paths follow its URL. */
    Visit(URI origin) {
        this.origin = origin;
    }

    HttpResponse<String> ask(String method, String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.noBody());
        headers.forEach(request::header);
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Status, content type and body in one line. */
    static String told(HttpResponse<String> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        return answer.statusCode() + " " + type.split(";", 2)[0] + " " + answer.body();
    }
}
