package dev.kith.core;

import dev.kith.api.Json;
import dev.kith.api.transfer.ImportObserver;
import dev.kith.api.transfer.ImportOptions;
import dev.kith.api.transfer.ImportSummary;
import dev.kith.api.transfer.UserTransfer;
import dev.kith.core.ImportPlanner.ImportRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Import and export for operators. */
record DefaultUserTransfer(
        ImportRules rules,
        RetryingTransaction transaction,
        UserWriter writer,
        UserExporter exporter,
        Environment environment)
        implements UserTransfer {

    @Override
    public ImportSummary importUsers(InputStream jsonLines, ImportOptions options, ImportObserver observer)
            throws IOException {
        return new UserImporter(rules, options, observer, transaction, writer, environment).run(jsonLines);
    }

    @Override
    public long exportUsers(OutputStream jsonLines) throws IOException {
        return exporter.all(jsonLines);
    }

    @Override
    public Optional<Json.Obj> exportUser(String userId) {
        return exporter.everything(userId);
    }
}
