package dev.kith.standalone.jwt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where the keys of an issuer may be. */
public final class JwtKeyPlaces {
    private static final int LARGEST = 262_144;

    private JwtKeyPlaces() {}

    /**
     * A file, looked at once a second at most.
     *
     * @param path the file
     */
    public record JwksFile(Path path) implements JwtKeys.JwksPlace {
        private static final Duration SECOND = Duration.ofSeconds(1);

        @Override
        public byte[] read() throws IOException {
            if (Files.size(path) > LARGEST) {
                throw new IOException("larger than " + LARGEST + " bytes");
            }
            return Files.readAllBytes(path);
        }

        @Override
        public Duration fresh() {
            return SECOND;
        }

        @Override
        public Duration pause() {
            return SECOND;
        }

        @Override
        public boolean isQuick() {
            return true;
        }
    }

    /**
     * A URL, fetched once an hour, and where a key is not known, but then not more often than every half minute.
     *
     * @param url the URL
     * @param client fetches it
     */
    public record KeyUrl(URI url, HttpClient client) implements JwtKeys.JwksPlace {
        private static final Duration CONNECT = Duration.ofSeconds(3);
        private static final long WHOLE_SECONDS = 10;
        private static final int OK = 200;

        /**
         * A URL that is fetched with time-outs.
         *
         * @param url the URL
         */
        public KeyUrl(URI url) {
            this(
                    url,
                    HttpClient.newBuilder()
                            .connectTimeout(CONNECT)
                            .followRedirects(HttpClient.Redirect.NORMAL)
                            .build());
        }

        /** The time is for all of it: a time-out of the client's own ends with the headers. */
        @Override
        public byte[] read() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(
                    HttpRequest.newBuilder(url)
                            .header("Accept", "application/jwk-set+json, application/json")
                            .build(),
                    BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> append(body, bytes))));
            try {
                int status = answer.get(WHOLE_SECONDS, TimeUnit.SECONDS).statusCode();
                if (status != OK) {
                    throw new IOException("status " + status);
                }
                return body.toByteArray();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (TimeoutException e) {
                answer.cancel(true);
                throw new IOException(e);
            } catch (InterruptedException e) {
                answer.cancel(true);
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        private static void append(ByteArrayOutputStream body, byte[] part) {
            if (body.size() + part.length > LARGEST) {
                throw new IllegalStateException("larger than " + LARGEST + " bytes");
            }
            body.writeBytes(part);
        }

        @Override
        public Duration fresh() {
            return Duration.ofHours(1);
        }

        @Override
        public Duration pause() {
            return Duration.ofSeconds(30);
        }

        @Override
        public boolean isQuick() {
            return false;
        }
    }
}
