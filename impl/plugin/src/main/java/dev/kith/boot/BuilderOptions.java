package dev.kith.boot;

import dev.kith.boot.config.KnownSettings;
import dev.kith.boot.config.SettingSource;
import dev.kith.boot.providers.ManagedProviders;
import dev.kith.core.Meters;
import dev.kith.defaults.auth.TokenVerifier;
import dev.kith.spi.Notifier;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.UserTransaction;
import java.net.URL;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The options that were passed to the builder of a Kith. */
record BuilderOptions(
        List<SettingSource> sources,
        List<URL> files,
        KnownSettings known,
        List<Object> providers,
        List<TokenVerifier> verifiers,
        List<Notifier> defaultNotifiers,
        ManagedProviders managed,
        Storage storage,
        Running running) {
    /** Where to store data. */
    record Storage(
            @Nullable EntityManagerFactory factory,
            @Nullable UserTransaction transaction,
            @Nullable DataSource database,
            Supplier<Optional<DataSource>> servers,
            @Nullable Path keyFile) {}

    /** How to run. */
    record Running(
            @Nullable ThreadFactory threads,
            @Nullable Boolean delivers,
            boolean announces,
            @Nullable Meters meters,
            Clock clock,
            RandomGenerator random) {}
}
