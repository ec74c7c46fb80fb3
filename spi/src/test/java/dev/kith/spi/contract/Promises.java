package dev.kith.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/** The promises that all extension points have in common. */
final class Promises {
    private static final int THREADS = 8;
    private static final int MANY = 100;

    private Promises() {}

    static void nameIsShortAndAlwaysTheSame(Supplier<String> name) {
        String first = name.get();
        assertThat(first)
                .as("a name that can be used in a list of the configuration")
                .matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
        for (int i = 0; i < 100; i++) {
            assertThat(name.get()).isEqualTo(first);
        }
    }

    /** Texts that have broken programs before. */
    static Stream<String> hostileTexts() {
        return Stream.of(
                "",
                " ",
                "\r\nBcc: someone@example.com",
                "a\r\nb",
                "'; drop table kith_user; --",
                "\"quoted\" 'single' `back`",
                "<img src=x onerror=alert(1)>",
                "</a></td><script>",
                "${7*7} #{7*7} {{.Code}} {{.}} <#assign x=1>",
                "%s %n %99999d",
                "../../etc/passwd",
                "a\u0000b",
                "\u202Egnp.exe\u202C \u200B\u2066x\u2069",
                "Zo\u00EB \u4E2D\u6587 \uD83D\uDE00",
                "null",
                "x".repeat(10_000));
    }

    /** Runs work in several threads at the same instant; any failure of one fails the test. */
    static <T> List<T> together(int rounds, IntFunction<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try {
            List<Future<List<T>>> results = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread * rounds;
                results.add(threads.submit(() -> {
                    start.await();
                    List<T> own = new ArrayList<>();
                    for (int i = 0; i < rounds; i++) {
                        own.add(work.apply(first + i).call());
                    }
                    return own;
                }));
            }
            List<T> all = new ArrayList<>();
            for (Future<List<T>> result : results) {
                all.addAll(result.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Calls often enough for any waiting to show. */
    static void answersFast(Executable question) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> {
                    for (int i = 0; i < MANY; i++) {
                        question.execute();
                    }
                },
                "the call must not wait for anything");
    }

    /** A class of error for an operator: short, and without anything secret or personal. */
    static void reasonTellsNoSecret(String reason, String secret) {
        assertThat(reason).as("a class of error").isNotBlank().hasSizeLessThanOrEqualTo(100);
        assertThat(reason).as("no code and no address").doesNotContain(secret).doesNotContain("@");
    }

    static void delayIsNotNegative(Duration delay) {
        assertThat(delay).as("how long to wait").isGreaterThanOrEqualTo(Duration.ZERO);
    }

    /** Runs a call in a new thread. */
    static <T> FutureTask<T> called(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "contract test");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** Runs a call in a thread that is already interrupted. */
    static <T> FutureTask<T> calledInterrupted(Callable<T> call) {
        return called(() -> {
            Thread.currentThread().interrupt();
            return call.call();
        });
    }

    /** The result of a call within a time; empty if it throws, which is always allowed. */
    static <T> Optional<T> answerWithin(Duration patience, FutureTask<T> call) throws Exception {
        try {
            T answer = call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(answer).as("null is not an answer").isNotNull();
            return Optional.of(answer);
        } catch (ExecutionException e) {
            return Optional.empty();
        }
    }

    static <T> T offered(Optional<T> offer) {
        assumeTrue(offer.isPresent(), "not offered by this test");
        return offer.orElseThrow();
    }

    /** The longest possible mail address. */
    static String longestAddress() {
        String label = "d".repeat(63);
        String address = "l".repeat(64) + "@" + label + "." + label + "." + "e".repeat(7);
        assertThat(address).hasSize(200);
        return address;
    }

    /** Codes that trip up programs, each within the promise of the code generator. */
    static Stream<String> hostileCodes() {
        return Stream.of(
                "A&B#C%41",
                "\"'<>&amp;", "{{.Code}}", "a\r\nb", "\u202Ecode", "\uD83D\uDE00\uD83D\uDE00", "0", "x".repeat(20));
    }

    /** Texts that are not a single recipient. */
    static Stream<String> hostileRecipients() {
        return Stream.of(
                "a@example.com\r\nRCPT TO:<b@example.com>",
                "a@example.com\nBcc: b@example.com",
                "a@example.com,b@example.com",
                "a@example.com;b@example.com",
                "a@example.com b@example.com",
                "<a@example.com>b@example.com",
                "A <a@example.com>",
                "\"a b\"@example.com",
                "a(comment)@example.com",
                "@b.example,@c.example:a@example.com",
                "=?utf-8?q?a=40example.com?=",
                "a@example.com\u0000",
                "a@example.com.",
                "a@[127.0.0.1]",
                "\uFF41@example.com",
                "a\uFF20example.com",
                "\u0161@example.com",
                "+41446681800,+41446681801",
                "+41446681800\r\n+41446681801",
                "",
                " ",
                "x".repeat(10_000));
    }

    /** Everything that is logged through the JDK during the work, exceptions included. */
    static String loggedDuring(Work work) throws Exception {
        return loggedDuring(logger -> true, work);
    }

    /** Everything that some loggers log through the JDK during the work, exceptions included. */
    static String loggedDuring(Predicate<String> loggers, Work work) throws Exception {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        Handler ear = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (!loggers.test(String.valueOf(entry.getLoggerName()))) {
                    return;
                }
                lines.add(entry.getMessage() + " " + Arrays.toString(entry.getParameters()));
                for (Throwable thrown = entry.getThrown(); thrown != null; thrown = thrown.getCause()) {
                    lines.add(thrown.toString());
                }
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        Logger root = Logger.getLogger("");
        Level level = root.getLevel();
        root.addHandler(ear);
        root.setLevel(Level.ALL);
        try {
            work.run();
        } finally {
            root.setLevel(level);
            root.removeHandler(ear);
        }
        return String.join("\n", lines);
    }

    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }
}
