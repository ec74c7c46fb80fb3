package dev.kith;

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
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/**
 * Describes a Kith that is to be started. Whatever is passed here wins over what is found elsewhere and stays the
 * caller's: it is not closed.
 *
 * <p>Not safe for several threads. Implemented by Kith alone; later versions may add methods.
 */
public interface KithBuilder {
    /**
     * Configures a value; it wins over system properties, environment and files.
     *
     * @param key the key, beginning with {@code kith.}
     * @param value the value
     * @return this
     */
    KithBuilder setting(String key, String value);

    /**
     * Configures values, like {@link #setting}.
     *
     * @param values key to value; keys that do not begin with {@code kith.} have no effect
     * @return this
     */
    KithBuilder settings(Map<String, String> values);

    /**
     * Configures values that come from somewhere with a name; a sentence about a bad value tells it. What was passed
     * earlier wins.
     *
     * @param origin where they come from, to follow "in"
     * @param values key to value
     * @return this
     */
    KithBuilder settings(String origin, Map<String, String> values);

    /**
     * Uses an open persistence unit, resource-local.
     *
     * @param factory the unit, with Kith's entities
     * @return this
     */
    KithBuilder entityManagerFactory(EntityManagerFactory factory);

    /**
     * Uses an open persistence unit of a Jakarta EE server.
     *
     * @param factory the unit, with Kith's entities, of type JTA
     * @param transaction begins and ends the server's transactions
     * @return this
     */
    KithBuilder entityManagerFactory(EntityManagerFactory factory, UserTransaction transaction);

    /**
     * Uses a database: creates its tables and opens the persistence unit with whatever provider is there.
     *
     * @param database the database
     * @return this
     */
    KithBuilder dataSource(DataSource database);

    /**
     * Passes a notifier.
     *
     * @param notifier the notifier
     * @return this
     */
    KithBuilder notifier(Notifier notifier);

    /**
     * Passes a code generator.
     *
     * @param generator the generator
     * @return this
     */
    KithBuilder codeGenerator(CodeGenerator generator);

    /**
     * Passes a schema provider.
     *
     * @param provider the provider
     * @return this
     */
    KithBuilder userSchemaProvider(UserSchemaProvider provider);

    /**
     * Passes an authenticator.
     *
     * @param authenticator the authenticator
     * @return this
     */
    KithBuilder authenticator(Authenticator authenticator);

    /**
     * Passes an access policy.
     *
     * @param policy the policy
     * @return this
     */
    KithBuilder accessPolicy(AccessPolicy policy);

    /**
     * Passes an organization directory.
     *
     * @param directory the directory
     * @return this
     */
    KithBuilder organizationDirectory(OrganizationDirectory directory);

    /**
     * Passes an outside verification service.
     *
     * @param service the service
     * @return this
     */
    KithBuilder verificationService(VerificationService service);

    /**
     * Passes an event listener; several may be passed, with different names.
     *
     * @param listener the listener
     * @return this
     */
    KithBuilder eventListener(UserEventListener listener);

    /**
     * Adds a notifier that is taken where nobody provides one and no mail server is configured.
     *
     * @param notifier the notifier
     * @return this
     */
    KithBuilder defaultNotifier(Notifier notifier);

    /**
     * Goes by another clock.
     *
     * @param clock the clock
     * @return this
     */
    KithBuilder clock(Clock clock);

    /**
     * Draws from another source of randomness.
     *
     * @param random the source; must be secure and safe for several threads
     * @return this
     */
    KithBuilder random(RandomGenerator random);

    /**
     * Decides whether this Kith delivers messages, whatever {@code kith.delivery.enabled} says.
     *
     * @param delivers false to leave messages to others that share the database
     * @return this
     */
    KithBuilder deliver(boolean delivers);

    /**
     * Calls notifiers and event listeners on threads of a server instead of its own. They end when Kith is closed.
     *
     * @param threads makes the threads
     * @return this
     */
    KithBuilder threads(ThreadFactory threads);

    /**
     * Starts.
     *
     * @return Kith, to be closed by the caller
     * @throws KithStartException when it cannot start as it is configured; the message says what is wrong and the remedy
     */
    Kith start();

    /**
     * Reads the settings without starting anything.
     *
     * @return the settings
     * @throws KithStartException when a key is unknown or a value not allowed
     */
    Settings readSettings();
}
