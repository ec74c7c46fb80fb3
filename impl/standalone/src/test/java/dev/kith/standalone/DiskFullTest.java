package dev.kith.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the embedded database fills up, and has space again some time later. */
class DiskFullTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String LARGE = "x".repeat(20_000);
    private static final int MOST = 2_000;

    @TempDir
    Path folder;

    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void begin() {
        LimitedDisk.register();
        Logger.getLogger("dev.kith").addHandler(log);
    }

    @AfterEach
    void end() {
        LimitedDisk.limit(Long.MAX_VALUE);
        Logger.getLogger("dev.kith").removeHandler(log);
    }

    @Test
    void calls_are_answered_again_as_soon_as_there_is_space() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Arguments arguments = Arguments.read(new String[] {
            "--kith.http.port=0",
            "--kith.dev=true",
            "--kith.plugins=" + folder.resolve("plugins"),
            "--kith.database.url=jdbc:h2:" + LimitedDisk.SCHEME + ":" + folder.resolve("kith")
                    + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0",
            "--kith.database.username=kith"
        });
        Runner runner = Runner.start(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            URI url = URI.create(found(said, "Kith is ready: (\\S+)"));
            String token = found(said, "(kith_[A-Za-z0-9_-]{43})");
            assertThat(patch(url, token, 0).statusCode()).isEqualTo(200);

            LimitedDisk.limit(2_000_000);
            int number = 0;
            HttpResponse<String> answer = patch(url, token, ++number);
            while (answer.statusCode() == 200 && number < MOST) {
                answer = patch(url, token, ++number);
            }
            int last = number - 1;
            List<Integer> whileFull = List.of(
                    answer.statusCode(),
                    patch(url, token, number).statusCode(),
                    patch(url, token, number).statusCode());
            boolean agree = false;
            for (int tries = 0; !agree && tries < MOST; tries++) {
                agree = get(url, token).statusCode() == status(url, "/health/ready");
            }
            LimitedDisk.limit(Long.MAX_VALUE);

            assertThat(whileFull).containsOnly(503);
            assertThat(agree).isTrue();
            assertThat(logged).anyMatch(line -> line.contains("the disk of the database is full"));
            HttpResponse<String> read = get(url, token);
            for (int tries = 0; read.statusCode() == 503 && tries < MOST; tries++) {
                read = get(url, token);
            }
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(read.body()).contains("\"" + last + LARGE);
            assertThat(patch(url, token, number).statusCode()).isEqualTo(200);
            int ready = status(url, "/health/ready");
            for (int tries = 0; ready == 503 && tries < MOST; tries++) {
                ready = status(url, "/health/ready");
            }
            assertThat(ready).isEqualTo(200);
        } finally {
            runner.close();
        }
    }

    private static HttpResponse<String> patch(URI url, String token, int number) throws Exception {
        String body = "{\"data\":{\"displayName\":\"" + number + "\",\"department\":\"" + number + LARGE + "\"}}";
        return HTTP.send(
                user(url, token).method("PATCH", BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(URI url, String token) throws Exception {
        return HTTP.send(user(url, token).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder user(URI url, String token) {
        return HttpRequest.newBuilder(url.resolve("/resources/v3alpha/users/demo"))
                .header("Authorization", "Bearer " + token);
    }

    private static int status(URI url, String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(url.resolve(path)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static String found(ByteArrayOutputStream said, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(said.toString(StandardCharsets.UTF_8));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
