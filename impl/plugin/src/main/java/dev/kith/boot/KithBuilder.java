package dev.kith.boot;

import dev.kith.KithStartException;
import dev.kith.boot.config.SettingSource;
import dev.kith.boot.config.Settings;
import dev.kith.boot.providers.ManagedProviders;
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
 * Describes a Kith that is to be started. Whatever is passed here wins over what is found elsewhere and stays the
 * caller's: it is not closed.
 *
 * <p>Not safe for several threads.
 */
public final class KithBuilder {
    private final List<SettingSource> sources = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<Object> providers = new ArrayList<>();
    private final List<TokenVerifier> verifiers = new ArrayList<>();
    private final List<Notifier> defaultNotifiers = new ArrayList<>();
    private ManagedProviders managed = ManagedProviders.NONE;
    private @Nullable EntityManagerFactory factory;
    private @Nullable UserTransaction transaction;
    private @Nullable DataSource database;
    private Supplier<Optional<DataSource>> servers = Optional::empty;
    private @Nullable ThreadFactory threads;
    private @Nullable Boolean delivers;
    private Clock clock = Clock.systemUTC();
    private RandomGenerator random = new SecureRandom();

    KithBuilder() {}

    /**
     * Configures a value; it wins over system properties, environment and files.
     *
     * @param key the key, beginning with {@code kith.}
     * @param value the value
     * @return this
     */
    public KithBuilder setting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /**
     * Configures values, like {@link #setting}.
     *
     * @param values key to value; keys that do not begin with {@code kith.} have no effect
     * @return this
     */
    public KithBuilder settings(Map<String, String> values) {
        settings.putAll(values);
        return this;
    }

    /**
     * Configures values that come from somewhere with a name; a sentence about a bad value tells it. What was passed
     * earlier wins.
     *
     * @param origin where they come from, to follow "in"
     * @param values key to value
     * @return this
     */
    public KithBuilder settings(String origin, Map<String, String> values) {
        sources.add(SettingSource.of(origin, values));
        return this;
    }

    /**
     * Uses an open persistence unit, resource-local.
     *
     * @param factory the unit, with Kith's entities
     * @return this
     */
    public KithBuilder entityManagerFactory(EntityManagerFactory factory) {
        this.factory = factory;
        return this;
    }

    /**
     * Uses an open persistence unit of a Jakarta EE server.
     *
     * @param factory the unit, with Kith's entities, of type JTA
     * @param transaction begins and ends the server's transactions
     * @return this
     */
    public KithBuilder entityManagerFactory(EntityManagerFactory factory, UserTransaction transaction) {
        this.factory = factory;
        this.transaction = transaction;
        return this;
    }

    /**
     * Uses a database: creates its tables and opens the persistence unit with whatever provider is there.
     *
     * @param database the database
     * @return this
     */
    public KithBuilder dataSource(DataSource database) {
        this.database = database;
        return this;
    }

    /**
     * Passes a notifier.
     *
     * @param notifier the notifier
     * @return this
     */
    public KithBuilder notifier(Notifier notifier) {
        providers.add(notifier);
        return this;
    }

    /**
     * Passes a code generator.
     *
     * @param generator the generator
     * @return this
     */
    public KithBuilder codeGenerator(CodeGenerator generator) {
        providers.add(generator);
        return this;
    }

    /**
     * Passes a schema provider.
     *
     * @param provider the provider
     * @return this
     */
    public KithBuilder userSchemaProvider(UserSchemaProvider provider) {
        providers.add(provider);
        return this;
    }

    /**
     * Passes an authenticator.
     *
     * @param authenticator the authenticator
     * @return this
     */
    public KithBuilder authenticator(Authenticator authenticator) {
        providers.add(authenticator);
        return this;
    }

    /**
     * Passes an access policy.
     *
     * @param policy the policy
     * @return this
     */
    public KithBuilder accessPolicy(AccessPolicy policy) {
        providers.add(policy);
        return this;
    }

    /**
     * Passes an organization directory.
     *
     * @param directory the directory
     * @return this
     */
    public KithBuilder organizationDirectory(OrganizationDirectory directory) {
        providers.add(directory);
        return this;
    }

    /**
     * Passes an outside verification service.
     *
     * @param service the service
     * @return this
     */
    public KithBuilder verificationService(VerificationService service) {
        providers.add(service);
        return this;
    }

    /**
     * Passes an event listener; several may be passed, with different names.
     *
     * @param listener the listener
     * @return this
     */
    public KithBuilder eventListener(UserEventListener listener) {
        providers.add(listener);
        return this;
    }

    /**
     * Adds a kind of bearer token that the default authenticator takes.
     *
     * @param verifier knows the tokens
     * @return this
     */
    public KithBuilder bearerTokens(TokenVerifier verifier) {
        verifiers.add(verifier);
        return this;
    }

    /**
     * Adds a notifier that is taken where nobody provides one and no mail server is configured.
     *
     * @param notifier the notifier
     * @return this
     */
    public KithBuilder defaultNotifier(Notifier notifier) {
        defaultNotifiers.add(notifier);
        return this;
    }

    /**
     * Goes by another clock.
     *
     * @param clock the clock
     * @return this
     */
    public KithBuilder clock(Clock clock) {
        this.clock = clock;
        return this;
    }

    /**
     * Draws from another source of randomness.
     *
     * @param random the source; must be secure and safe for several threads
     * @return this
     */
    public KithBuilder random(RandomGenerator random) {
        this.random = random;
        return this;
    }

    /**
     * Decides whether this Kith delivers messages, whatever {@code kith.delivery.enabled} says.
     *
     * @param delivers false to leave messages to others that share the database
     * @return this
     */
    public KithBuilder deliver(boolean delivers) {
        this.delivers = delivers;
        return this;
    }

    /**
     * Calls notifiers and event listeners on threads of a server instead of its own. They end when Kith is closed.
     *
     * @param threads makes the threads
     * @return this
     */
    public KithBuilder threads(ThreadFactory threads) {
        this.threads = threads;
        return this;
    }

    /** Asks for the server's own data source where nobody names another one. */
    KithBuilder serversDataSource(Supplier<Optional<DataSource>> servers) {
        this.servers = servers;
        return this;
    }

    /** Looks for providers in a container. */
    KithBuilder beans(ManagedProviders managed) {
        this.managed = managed;
        return this;
    }

    /**
     * Starts.
     *
     * @return Kith, to be closed by the caller
     * @throws KithStartException when it cannot start as it is configured; the message says what is wrong and the remedy
     */
    public Kith start() {
        BuilderOptions options = new BuilderOptions(
                allSources(),
                List.copyOf(providers),
                List.copyOf(verifiers),
                List.copyOf(defaultNotifiers),
                managed,
                new BuilderOptions.Storage(factory, transaction, database, servers),
                new BuilderOptions.Running(threads, delivers, clock, random));
        return new KithStarter(options).start();
    }

    /**
     * Reads the settings without starting anything.
     *
     * @return the settings
     * @throws KithStartException when a key is unknown or a value not allowed
     */
    public Settings readSettings() {
        return Settings.of(allSources(), KithStarter.contextLoader());
    }

    private List<SettingSource> allSources() {
        List<SettingSource> all = new ArrayList<>();
        all.add(SettingSource.of("the builder", settings));
        all.addAll(sources);
        return all;
    }
}
