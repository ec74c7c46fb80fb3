package dev.kith.boot;

import dev.kith.KithBuilder;
import dev.kith.boot.config.ConfiguredSettings;
import dev.kith.boot.config.KnownSettings;
import dev.kith.boot.config.Setting;
import dev.kith.boot.config.SettingSource;
import dev.kith.boot.providers.ManagedProviders;
import dev.kith.core.Meters;
import dev.kith.defaults.auth.TokenVerifier;
import dev.kith.spi.AccessPolicy;
import dev.kith.spi.Authenticator;
import dev.kith.spi.CodeGenerator;
import dev.kith.spi.Notifier;
import dev.kith.spi.OrganizationDirectory;
import dev.kith.spi.UserEventListener;
import dev.kith.spi.UserSchemaProvider;
import dev.kith.spi.VerificationService;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.UserTransaction;
import java.net.URL;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The builder as used by Kith's own modules: has additional options for a server, a container or the standalone program.
 * Found by {@link java.util.ServiceLoader}.
 */
public final class DefaultKithBuilder implements KithBuilder {
    private final List<SettingSource> sources = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<Object> providers = new ArrayList<>();
    private final List<TokenVerifier> verifiers = new ArrayList<>();
    private final List<Notifier> defaultNotifiers = new ArrayList<>();
    private final List<URL> files = new ArrayList<>();
    private boolean announces = true;
    private @Nullable Meters meters;
    private List<Setting<?>> others = List.of();
    private ManagedProviders managed = ManagedProviders.NONE;
    private @Nullable EntityManagerFactory factory;
    private @Nullable UserTransaction transaction;
    private @Nullable DataSource database;
    private Supplier<Optional<DataSource>> servers = Optional::empty;
    private @Nullable Path keyFile;
    private @Nullable ThreadFactory threads;
    private @Nullable Boolean delivers;
    private Clock clock = Clock.systemUTC();
    private RandomGenerator random = new SecureRandom();

    /** For {@link java.util.ServiceLoader} and for Kith's own modules. */
    public DefaultKithBuilder() {}

    @Override
    public DefaultKithBuilder setting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    @Override
    public DefaultKithBuilder settings(Map<String, String> values) {
        settings.putAll(values);
        return this;
    }

    @Override
    public DefaultKithBuilder settings(String origin, Map<String, String> values) {
        sources.add(SettingSource.of(origin, values));
        return this;
    }

    /**
     * Has settings read that are not of the plugin itself.
     *
     * @param settings the settings
     * @return this
     */
    public DefaultKithBuilder alsoKnows(List<Setting<?>> settings) {
        this.others = List.copyOf(settings);
        return this;
    }

    @Override
    public DefaultKithBuilder entityManagerFactory(EntityManagerFactory factory) {
        this.factory = factory;
        return this;
    }

    @Override
    public DefaultKithBuilder entityManagerFactory(EntityManagerFactory factory, UserTransaction transaction) {
        this.factory = factory;
        this.transaction = transaction;
        return this;
    }

    @Override
    public DefaultKithBuilder dataSource(DataSource database) {
        this.database = database;
        return this;
    }

    @Override
    public DefaultKithBuilder notifier(Notifier notifier) {
        providers.add(notifier);
        return this;
    }

    @Override
    public DefaultKithBuilder codeGenerator(CodeGenerator generator) {
        providers.add(generator);
        return this;
    }

    @Override
    public DefaultKithBuilder userSchemaProvider(UserSchemaProvider provider) {
        providers.add(provider);
        return this;
    }

    @Override
    public DefaultKithBuilder authenticator(Authenticator authenticator) {
        providers.add(authenticator);
        return this;
    }

    @Override
    public DefaultKithBuilder accessPolicy(AccessPolicy policy) {
        providers.add(policy);
        return this;
    }

    @Override
    public DefaultKithBuilder organizationDirectory(OrganizationDirectory directory) {
        providers.add(directory);
        return this;
    }

    @Override
    public DefaultKithBuilder verificationService(VerificationService service) {
        providers.add(service);
        return this;
    }

    @Override
    public DefaultKithBuilder eventListener(UserEventListener listener) {
        providers.add(listener);
        return this;
    }

    /**
     * Adds a kind of bearer token that the default authenticator accepts.
     *
     * @param verifier verifies the tokens
     * @return this
     */
    public DefaultKithBuilder bearerTokens(TokenVerifier verifier) {
        verifiers.add(verifier);
        return this;
    }

    @Override
    public DefaultKithBuilder defaultNotifier(Notifier notifier) {
        defaultNotifiers.add(notifier);
        return this;
    }

    @Override
    public DefaultKithBuilder clock(Clock clock) {
        this.clock = clock;
        return this;
    }

    @Override
    public DefaultKithBuilder random(RandomGenerator random) {
        this.random = random;
        return this;
    }

    @Override
    public DefaultKithBuilder deliver(boolean delivers) {
        this.delivers = delivers;
        return this;
    }

    @Override
    public DefaultKithBuilder threads(ThreadFactory threads) {
        this.threads = threads;
        return this;
    }

    /**
     * Keeps a generated key in a file instead of in the database. For a database that no other node uses.
     *
     * @param keyFile the file, in a folder that exists
     * @return this
     */
    public DefaultKithBuilder keyFile(Path keyFile) {
        this.keyFile = keyFile;
        return this;
    }

    /**
     * Has figures go somewhere else than where the host wants them.
     *
     * @param meters where figures go
     * @return this
     */
    public DefaultKithBuilder meters(Meters meters) {
        this.meters = meters;
        return this;
    }

    /**
     * Leaves out of the log what is to be said once at the start of a server: for a command that runs beside it.
     *
     * @return this
     */
    public DefaultKithBuilder quiet() {
        this.announces = false;
        return this;
    }

    /** Reads this file of settings as if it was one of those on the class path. */
    DefaultKithBuilder settingsFile(URL file) {
        this.files.add(file);
        return this;
    }

    /** Uses the server's own data source if no other one is passed or configured. */
    DefaultKithBuilder serversDataSource(Supplier<Optional<DataSource>> servers) {
        this.servers = servers;
        return this;
    }

    /** Looks for providers in a container. */
    DefaultKithBuilder beans(ManagedProviders managed) {
        this.managed = managed;
        return this;
    }

    @Override
    public RunningKith start() {
        BuilderOptions options = new BuilderOptions(
                allSources(),
                List.copyOf(files),
                KnownSettings.with(others),
                List.copyOf(providers),
                List.copyOf(verifiers),
                List.copyOf(defaultNotifiers),
                managed,
                new BuilderOptions.Storage(factory, transaction, database, servers, keyFile),
                new BuilderOptions.Running(threads, delivers, announces, meters, clock, random));
        return new KithStarter(options).start();
    }

    @Override
    public ConfiguredSettings readSettings() {
        return ConfiguredSettings.of(
                allSources(), KnownSettings.with(others), KithStarter.contextLoader(), List.copyOf(files));
    }

    private List<SettingSource> allSources() {
        List<SettingSource> all = new ArrayList<>();
        all.add(SettingSource.of("the builder", settings));
        all.addAll(sources);
        return all;
    }
}
