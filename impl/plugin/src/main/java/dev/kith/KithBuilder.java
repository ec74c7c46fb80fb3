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
 * Configures and starts a Kith. Objects that are passed here take precedence over those found elsewhere; they belong to the
 * caller and are not closed.
 *
 * <p>Not thread-safe. Implemented only by Kith; later versions may add methods.
 */
public interface KithBuilder {
    /**
     * Sets a value; it takes precedence over system properties, environment and files.
     *
     * @param key the key, beginning with {@code kith.}
     * @param value the value
     * @return this
     */
    KithBuilder setting(String key, String value);

    /**
     * Sets values, like {@link #setting}.
     *
     * @param values key to value; keys that do not begin with {@code kith.} have no effect
     * @return this
     */
    KithBuilder settings(Map<String, String> values);

    /**
     * Sets values of a named source; a message about a bad value names it. Values that were passed earlier take precedence.
     *
     * @param origin the name of the source, as it follows the word "in"
     * @param values key to value
     * @return this
     */
    KithBuilder settings(String origin, Map<String, String> values);

    /**
     * Uses an open, resource-local persistence unit.
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
     * Uses a database: creates the tables, and opens the persistence unit with the available persistence provider.
     *
     * @param database the database
     * @return this
     */
    KithBuilder dataSource(DataSource database);

    /**
     * Uses a notifier.
     *
     * @param notifier the notifier
     * @return this
     */
    KithBuilder notifier(Notifier notifier);

    /**
     * Uses a code generator.
     *
     * @param generator the generator
     * @return this
     */
    KithBuilder codeGenerator(CodeGenerator generator);

    /**
     * Uses a schema provider.
     *
     * @param provider the provider
     * @return this
     */
    KithBuilder userSchemaProvider(UserSchemaProvider provider);

    /**
     * Uses an authenticator.
     *
     * @param authenticator the authenticator
     * @return this
     */
    KithBuilder authenticator(Authenticator authenticator);

    /**
     * Uses an access policy.
     *
     * @param policy the policy
     * @return this
     */
    KithBuilder accessPolicy(AccessPolicy policy);

    /**
     * Uses an organization directory.
     *
     * @param directory the directory
     * @return this
     */
    KithBuilder organizationDirectory(OrganizationDirectory directory);

    /**
     * Uses an external verification service.
     *
     * @param service the service
     * @return this
     */
    KithBuilder verificationService(VerificationService service);

    /**
     * Adds an event listener; several may be added, with different names.
     *
     * @param listener the listener
     * @return this
     */
    KithBuilder eventListener(UserEventListener listener);

    /**
     * Adds a notifier that is used if no other one is provided or configured (webhook, mail server).
     *
     * @param notifier the notifier
     * @return this
     */
    KithBuilder defaultNotifier(Notifier notifier);

    /**
     * Uses another clock.
     *
     * @param clock the clock
     * @return this
     */
    KithBuilder clock(Clock clock);

    /**
     * Uses another source of randomness.
     *
     * @param random the source; must be secure and thread-safe
     * @return this
     */
    KithBuilder random(RandomGenerator random);

    /**
     * Sets whether this Kith delivers messages, regardless of {@code kith.delivery.enabled}.
     *
     * @param delivers false to leave delivery to other nodes that share the database
     * @return this
     */
    KithBuilder deliver(boolean delivers);

    /**
     * Calls notifiers and event listeners on a server's threads instead of Kith's own. The threads end when Kith is closed.
     *
     * @param threads creates the threads
     * @return this
     */
    KithBuilder threads(ThreadFactory threads);

    /**
     * Starts Kith.
     *
     * @return Kith, to be closed by the caller
     * @throws KithStartException if it cannot start as configured; the message says what is wrong and how to fix it
     */
    Kith start();

    /**
     * Reads the settings without starting anything.
     *
     * @return the settings
     * @throws KithStartException if a key is unknown or a value is not allowed
     */
    Settings readSettings();
}
