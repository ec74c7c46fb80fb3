package dev.kith.standalone;

import dev.kith.KithStartException;
import dev.kith.standalone.Arguments.Command;
import dev.kith.standalone.log.Logs;
import dev.kith.standalone.schemas.SchemasCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Starts Kith as a process of its own and keeps it running until the process is asked to end. */
public final class Main {

    private Main() {}

    /**
     * Starts the server.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String... arguments) {
        Logs.set();
        OutOfMemory.endsTheProgram();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try {
            Arguments read = Arguments.read(arguments);
            if (read.help()) {
                out.print(Arguments.USAGE);
                return;
            }
            Command command = read.command();
            if (command != null) {
                System.exit(MessagesCommand.run(read, command, out));
            }
            run(read, out);
        } catch (KithStartException e) {
            System.err.println("Kith does not start.\n" + e.getMessage());
            System.exit(exitCode(arguments));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OutOfMemoryError e) {
            OutOfMemory.judge(e);
        } catch (Exception | LinkageError e) {
            // Not the operator's doing: whoever fixes it needs the stack trace.
            System.err.println("Kith does not start: unexpected error; please report it.");
            e.printStackTrace();
            System.exit(exitCode(arguments));
        }
    }

    /** Of a comparison, 1 says that something differs. */
    private static int exitCode(String... arguments) {
        return List.of(arguments).contains("schemas") ? SchemasCommand.FAILED : 1;
    }

    private static void run(Arguments arguments, PrintStream out) throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        Runner runner = Runner.start(arguments, out);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            runner.close();
                            closed.countDown();
                        },
                        "kith-shutdown"));
        closed.await();
    }
}
