package com.example.extensions;

import dev.kith.spi.UserEventListener;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/** Appends a line to a file for each change of a user. A line may be repeated, with the same first word. */
public class AuditFile implements UserEventListener {
    private final Path file;

    /** Called by {@code ServiceLoader}: takes the file from the environment. */
    public AuditFile() {
        this(Path.of(Objects.requireNonNull(System.getenv("AUDIT_FILE"), "AUDIT_FILE is not set")));
    }

    public AuditFile(Path file) {
        this.file = file;
    }

    @Override
    public String name() {
        return "audit-file";
    }

    @Override
    public Outcome handle(Event event) {
        String user = URLEncoder.encode(event.userId(), StandardCharsets.UTF_8); // an id may contain any character
        String line = String.join(
                " ", event.id(), event.time().toString(), user, "version=" + event.version(), "" + event.changes());
        try {
            Files.write(file, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return Outcome.accepted();
        } catch (IOException e) {
            return Outcome.tryLater("audit-file");
        }
    }
}
