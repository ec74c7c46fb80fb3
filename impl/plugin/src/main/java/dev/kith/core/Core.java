package dev.kith.core;

import dev.kith.api.ContactRestoration;
import dev.kith.api.DeliveryAdmin;
import dev.kith.api.EmailLinks;
import dev.kith.api.InstanceAdmission;
import dev.kith.api.Operation;
import dev.kith.api.UserAccounts;
import dev.kith.api.schemas.UserSchemaService;
import dev.kith.api.search.UserSearch;
import dev.kith.api.transfer.UserTransfer;
import java.util.Map;

/** Puts the rules together. */
public final class Core {
    private final AuditLog audit = new AuditLog();
    private final UserStore storage;
    private final KeptAnswers answers;
    private final UserAccounts accounts;
    private final EmailLinks emailLinks;
    private final ContactRestoration restoration;
    private final InstanceAdmission instance;
    private final DeliveryAdmin deliveryAdmin;
    private final UserSchemaService schemas;
    private final UserTransfer transfer;
    private final UserSearch search;

    /**
     * The rules on these ports.
     *
     * @param settings what the operator has settled
     * @param extensions the extension points
     * @param ports the technology
     * @param environment time, randomness and what wakes the delivery worker
     */
    public Core(CoreSettings settings, Extensions extensions, Ports ports, Environment environment) {
        this.storage = ports.userStore();
        IdGenerator ids = new IdGenerator(environment.clock(), environment.random());
        AccessControl access = new AccessControl(
                extensions.access(),
                extensions.organizations(),
                settings.uniqueContacts() == CoreSettings.UniqueContacts.INSTANCE);
        LinkPolicy linkPolicy = new LinkPolicy(settings, access);
        CommandChecks checks = new CommandChecks(settings, ports.phones(), linkPolicy);
        RetryingTransaction transaction = new RetryingTransaction(ports.userStore(), environment.random());
        RestoreLinks restoreLinks = new RestoreLinks(settings, ports.protector(), environment.random());
        ChangeAnnouncer announcer = new ChangeAnnouncer(settings, ports.protector(), ids, restoreLinks);
        ContactClaims claims = new ContactClaims(settings.uniqueContacts());
        UserWriter writer = new UserWriter(settings, announcer, claims, environment.clock());
        CodeIssuer issuer = new CodeIssuer(settings, extensions, ports.protector(), ids, linkPolicy);
        ContactChanges contactChanges = new ContactChanges(settings, linkPolicy, issuer);
        CodeVerifier verifier = new CodeVerifier(settings, transaction, issuer, claims, writer, environment);
        DataRules data = new DataRules(extensions.schemas(), ports.documents());
        this.answers = new KeptAnswers(settings, access, ports.protector(), environment.clock());
        UserTransactions transactions = new UserTransactions(access, transaction, answers, writer, environment);
        ContactService contacts = new ContactService(checks, access, contactChanges, verifier, transactions, writer);
        UserDocument document = new UserDocument(ports.documents(), data);
        UserAccounts calls = new DefaultUserAccounts(
                checks,
                access,
                new UserCreator(settings, access, data, checks, contactChanges, writer, ids),
                new UserPatcher(checks, access, data, document, contacts, transactions),
                contacts,
                data,
                transactions);
        this.accounts = new AuditedAccounts(calls, audit);
        this.emailLinks = new EmailLinkService(settings, transaction, issuer, verifier, environment.clock());
        this.restoration = new ContactRestorer(settings, transaction, claims, writer, restoreLinks, environment);
        this.instance = new SingleInstance(settings, extensions.organizations());
        this.schemas = new DefaultUserSchemaService(
                settings, access, ports.documents(), ports.schemaStore(), ids, audit, environment);
        this.transfer = new DefaultUserTransfer(
                new ImportPlanner.ImportRules(
                        data, checks, extensions.organizations(), ports.schemaStore(), ports.documents()),
                transaction,
                writer,
                new UserExporter(ports.userStore(), restoreLinks, answers),
                environment);
        this.search = new DefaultUserSearch(settings, access, data, ports.phones(), ports.userStore(), environment);
        this.deliveryAdmin = new DeadLetterReplay(
                ports.userStore(), transaction, issuer, announcer, writer, ports.protector(), environment);
    }

    /**
     * The user and contact operations.
     *
     * @return the operations
     */
    public UserAccounts accounts() {
        return accounts;
    }

    /**
     * Removes everything that is stored about a user. Says so in the audit, and tells no listener.
     *
     * @param userId the user's id
     * @return whether there was anything
     */
    public boolean eraseUser(String userId) {
        boolean erased = storage.erase(userId, answers.caller(userId)) > 0;
        if (erased) {
            AuditLog.erased(userId);
        }
        return erased;
    }

    /**
     * Import and export of users.
     *
     * @return the operations
     */
    public UserTransfer transfer() {
        return transfer;
    }

    /**
     * How many calls were refused because their caller lacked a permission, for each operation.
     *
     * @return the numbers since the start
     */
    public Map<Operation, Long> refusals() {
        return audit.refusals();
    }

    /**
     * What the page behind a mail's link may do.
     *
     * @return the links
     */
    public EmailLinks emailLinks() {
        return emailLinks;
    }

    /**
     * What the page behind a notice's link may do.
     *
     * @return the restoration
     */
    public ContactRestoration restoration() {
        return restoration;
    }

    /**
     * The messages as an operator sees them.
     *
     * @return the messages
     */
    public DeliveryAdmin deliveryAdmin() {
        return deliveryAdmin;
    }

    /**
     * The calls of the schema service.
     *
     * @return the calls
     */
    public UserSchemaService schemas() {
        return schemas;
    }

    /**
     * The search for users.
     *
     * @return the search
     */
    public UserSearch search() {
        return search;
    }

    /**
     * The one instance.
     *
     * @return the instance
     */
    public InstanceAdmission instance() {
        return instance;
    }
}
