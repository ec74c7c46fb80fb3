package dev.kith.it.hosts;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Many at a time who look at a page. */
record Visitors(URI page) {
    private static final int MANY = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    void come() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(page)
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(PATIENCE)
                .build();
        List<CompletableFuture<HttpResponse<Void>>> all = IntStream.range(0, MANY)
                .mapToObj(each -> client.sendAsync(request, BodyHandlers.discarding()))
                .toList();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }
}
