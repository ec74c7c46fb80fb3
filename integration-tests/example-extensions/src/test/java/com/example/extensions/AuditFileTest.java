package com.example.extensions;

import dev.kith.spi.UserEventListener;
import dev.kith.spi.contract.UserEventListenerContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest extends UserEventListenerContract {
    @TempDir
    Path folder;

    @Override
    protected UserEventListener listener() {
        return new AuditFile(folder.resolve("audit.log"));
    }

    /** An offer to the kit, which then tests that no event is lost. */
    @Override
    protected Optional<Supplier<List<String>>> heard() {
        return Optional.of(() -> {
            try (var lines = Files.lines(folder.resolve("audit.log"))) {
                return lines.map(line -> URLDecoder.decode(line.split(" ")[2], StandardCharsets.UTF_8))
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A missing folder stands for an unreachable far end. */
    @Override
    protected Optional<UserEventListener> listenerOfNowhere() {
        return Optional.of(new AuditFile(folder.resolve("missing/audit.log")));
    }
}
