package com.example.extensions;

import dev.kith.spi.Notifier.Channel;
import dev.kith.spi.Notifier.Outcome;
import dev.kith.spi.VerificationService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** Lets a provider call the phone and read out its own code. */
public class PhoneVerification implements VerificationService {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String provider;
    private final Duration timeout;

    /** Called by {@code ServiceLoader}: takes the provider from the environment. */
    public PhoneVerification() {
        this(
                Objects.requireNonNull(System.getenv("PHONE_VERIFICATION"), "PHONE_VERIFICATION is not set"),
                Duration.ofSeconds(10));
    }

    public PhoneVerification(String provider, Duration timeout) {
        this.provider = provider;
        this.timeout = timeout;
    }

    @Override
    public String name() {
        return "phone-verification";
    }

    @Override
    public boolean covers(Channel channel) {
        return channel == Channel.SMS;
    }

    @Override
    public Outcome start(Verification verification) throws InterruptedException {
        try {
            int status = post("/start", "id=" + verification.id() + "&number=" + encoded(verification.recipient()));
            boolean busy = status == 429 || status >= 500;
            if (busy) {
                return Outcome.tryLater("phone-" + status);
            }
            return status == 200 ? Outcome.accepted() : Outcome.refused("phone-" + status);
        } catch (IOException e) {
            return Outcome.tryLater("phone-unreachable");
        }
    }

    @Override
    public boolean check(Verification verification, String code) {
        try {
            return post("/check", "id=" + verification.id() + "&code=" + encoded(code)) == 200;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private int post(String path, String form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(provider + path))
                .timeout(timeout)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
