package dev.kith.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What all extension points promise in the same way. */
final class Promises {
    private static final int THREADS = 8;

    private Promises() {}

    static void nameIsShortAndAlwaysTheSame(Supplier<String> name) {
        String first = name.get();
        assertThat(first)
                .as("a name that a configuration can hold in a list")
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

    /** Works in several threads at the same instant; any failure of one fails the test. */
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

    /** Everything that is logged through the JDK while the work is done, exceptions included. */
    static String loggedDuring(Work work) throws Exception {
        return loggedDuring(logger -> true, work);
    }

    /** What some loggers log through the JDK while the work is done, exceptions included. */
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
