package dev.kith.standalone.users;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.UserAccounts;
import dev.kith.api.transfer.ImportSummary;
import dev.kith.api.transfer.UserTransfer;
import dev.kith.standalone.users.UsersRequest.ConvertUsers;
import dev.kith.standalone.users.UsersRequest.ExportUsers;
import dev.kith.standalone.users.UsersRequest.ImportUsers;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Imports, exports and converts users. What is read by programs goes to {@code out} alone, everything else to {@code err}. */
public final class UsersCommand {
    private static final int DONE = 0;
    private static final int IN_PART = 1;
    private static final int NOTHING = 2;

    private final PrintStream out;
    private final PrintStream err;

    /**
     * A command.
     *
     * @param out standard output
     * @param err standard error
     */
    public UsersCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Imports, exports or converts users.
     *
     * @param request what to do
     * @param transfer imports and exports
     * @return the exit code: 0 when all is done, 1 when it is done in part or there is no such user, 2 when nothing is
     */
    public int run(UsersRequest request, UserTransfer transfer) {
        if (request instanceof ImportUsers lines) {
            return run(lines, transfer);
        }
        return request instanceof ExportUsers export ? run(export, transfer) : convert((ConvertUsers) request);
    }

    private int run(ImportUsers request, UserTransfer transfer) {
        // Both standard input and standard output are terminals then.
        boolean terminal = isTerminal(System.console());
        Path report = request.report();
        try (InputStream lines = open(request.file());
                OutputStream refused = report == null ? null : PrivateOutput.open(report)) {
            ImportProgress progress =
                    new ImportProgress(size(request.file()), request.options().firstLine());
            ProgressObserver observer =
                    new ProgressObserver(terminal ? out : err, terminal, refused, progress, System::nanoTime);
            return run(request, transfer, lines, observer);
        } catch (IOException e) {
            err.println(unusable(e));
            return NOTHING;
        }
    }

    /** From JDK 22 on there may be a console without a terminal, and it can be asked. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private int run(ImportUsers request, UserTransfer transfer, InputStream lines, ProgressObserver observer) {
        Thread interrupted = new Thread(() -> goOn(observer), "kith-import-interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        boolean ended = false;
        try {
            ImportSummary summary = transfer.importUsers(lines, request.options(), observer);
            ended = true;
            observer.clear();
            out.println(text(summary, request));
            long fine = summary.created() + summary.merged() + summary.unchanged();
            return summary.refused() == 0 ? DONE : fine == 0 ? NOTHING : IN_PART;
        } catch (UserAccounts.Unavailable e) {
            err.println("The database cannot be used now.");
        } catch (IOException | UncheckedIOException e) {
            err.println(unusable(e));
        } finally {
            Runtime.getRuntime().removeShutdownHook(interrupted);
            if (!ended) {
                goOn(observer);
            }
        }
        return observer.lastLine() == 0 ? NOTHING : IN_PART;
    }

    private void goOn(ProgressObserver observer) {
        observer.clear();
        long next = observer.lastLine() + 1;
        err.println(
                next == 1
                        ? "The import has ended before anything was done."
                        : "The import has ended early: the lines up to " + (next - 1)
                                + " are done. The same command goes on; --from-line=" + next
                                + " skips what is done.");
    }

    private static String text(ImportSummary summary, ImportUsers request) {
        boolean dry = request.options().dryRun();
        return (dry ? "Dry run, nothing is stored: " : "")
                + "%d created, %d merged, %d unchanged, %d refused; the last line is %d."
                        .formatted(
                                summary.created(),
                                summary.merged(),
                                summary.unchanged(),
                                summary.refused(),
                                summary.lastLine())
                + (summary.refused() > 0 && request.report() != null
                        ? " " + request.report() + " has the refused lines."
                        : "");
    }

    private int run(ExportUsers request, UserTransfer transfer) {
        String id = request.id();
        Optional<Json.Obj> one = id == null ? Optional.empty() : transfer.exportUser(id);
        if (id != null && one.isEmpty()) {
            err.println("There is nothing about " + id + ".");
            return IN_PART;
        }
        Path path = request.file();
        try (OutputStream file = path == null ? null : PrivateOutput.open(path)) {
            OutputStream target = file == null ? out : file;
            if (one.isPresent()) {
                target.write((JsonText.write(one.get()) + "\n").getBytes(StandardCharsets.UTF_8));
                target.flush();
            } else {
                err.println(transfer.exportUsers(target) + " users are exported.");
            }
            return out.checkError() ? NOTHING : DONE;
        } catch (IOException e) {
            err.println(unusable(e));
            return NOTHING;
        }
    }

    /**
     * Converts users; needs no database.
     *
     * @param request what to do
     * @return the exit code: 0 when every user is converted, 1 when some are, 2 when none is
     */
    public int convert(ConvertUsers request) {
        UserConverter converter = new UserConverter(request.origin(), request.organization(), out);
        try {
            for (String file : request.files()) {
                try (InputStream export = open(file.equals("-") ? null : Path.of(file))) {
                    converter.convert(export);
                }
            }
        } catch (IOException e) {
            err.println(unusable(e));
            return converter.converted() == 0 ? NOTHING : IN_PART;
        } finally {
            out.flush();
        }
        converter.leftOut().forEach((reason, users) -> err.println(users + " left out: " + reason));
        err.println(converter.converted() + " users are converted.");
        return converter.converted() == 0 ? NOTHING : converter.leftOut().isEmpty() ? DONE : IN_PART;
    }

    private static InputStream open(@Nullable Path file) throws IOException {
        return file == null ? System.in : Files.newInputStream(file);
    }

    private static long size(@Nullable Path file) throws IOException {
        return file == null ? 0 : Files.size(file);
    }

    private static String unusable(Exception e) {
        Throwable cause =
                e instanceof UncheckedIOException unchecked && unchecked.getCause() != null ? unchecked.getCause() : e;
        return cause instanceof NoSuchFileException
                ? "There is no file " + cause.getMessage() + "."
                : "A file cannot be read or written: " + cause.getMessage();
    }
}
