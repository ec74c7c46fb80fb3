package dev.kith.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends the program when its memory is used up: what runs on after that serves nobody, and whoever watches over it can start
 * it again. The JVM does so itself with {@code -XX:+ExitOnOutOfMemoryError}; this is for where the flag was forgotten.
 */
final class OutOfMemory {
    /** As the JVM ends with its flag. */
    private static final int EXIT_CODE = 3;

    private static final int DEEPEST = 20;

    /** Made beforehand: there may be no memory left to make it. */
    private static final byte[] LAST_WORDS =
            ("SEVERE  Kith: out of memory, the program ends. Give it more (-Xmx), and run it with"
                            + " -XX:+ExitOnOutOfMemoryError.\n")
                    .getBytes(US_ASCII);

    private OutOfMemory() {}

    /** From now on, it ends the program wherever it ends a thread. */
    static void endsTheProgram() {
        Logger.getLogger("").addHandler(new Watch());
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            judge(thrown);
            if (before != null) {
                before.uncaughtException(thread, thrown);
            } else {
                System.getLogger(OutOfMemory.class.getName())
                        .log(System.Logger.Level.ERROR, "thread " + thread.getName() + " ends", thrown);
            }
        });
    }

    /** Ends the program if this is the end of memory, or was caused by it. */
    static void judge(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof OutOfMemoryError) {
                end();
            }
            cause = cause.getCause();
        }
    }

    @SuppressWarnings("SystemExitOutsideMain") // an orderly end needs memory
    private static void end() {
        try (FileOutputStream errors = new FileOutputStream(FileDescriptor.err)) {
            errors.write(LAST_WORDS);
        } catch (IOException | OutOfMemoryError unheard) {
            // There is nobody left to tell.
        } finally {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    /** Sees what requests throw, before the server makes an answer of it. */
    static final class Filter extends HttpFilter {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            try {
                chain.doFilter(request, response);
            } catch (Throwable thrown) {
                judge(thrown);
                throw thrown;
            }
        }
    }

    /** Sees what others have caught and log. */
    static final class Watch extends Handler {
        @Override
        public void publish(LogRecord event) {
            judge(event.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
