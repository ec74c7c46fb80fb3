package dev.kith.core;

import dev.kith.api.ContactRestoration;
import dev.kith.api.EmailLinks;
import dev.kith.api.Instance;
import dev.kith.api.Messages;
import dev.kith.api.UserAccounts;

/** Puts the rules together. */
public final class Core {
    private final UserAccounts accounts;
    private final EmailLinks emailLinks;
    private final ContactRestoration restoration;
    private final Instance instance;
    private final Messages messages;

    /**
     * The rules on these ports.
     *
     * @param rules what the operator has settled
     * @param plugins the extension points
     * @param ports the technology
     * @param surroundings time, randomness and the worker's bell
     */
    public Core(Rules rules, Plugins plugins, Ports ports, Surroundings surroundings) {
        Ids ids = new Ids(surroundings.clock(), surroundings.random());
        Access access = new Access(plugins.access(), plugins.organizations());
        Links links = new Links(rules, access);
        Checks checks = new Checks(rules, ports.phones(), links);
        Transact transact = new Transact(ports.storage(), surroundings.random());
        Announcing announcing = new Announcing(rules, ports.vault(), ids);
        Storing storing = new Storing(rules, announcing, surroundings.clock());
        Issuing issuing = new Issuing(rules, plugins, ports.vault(), ids, links);
        Contacts contacts = new Contacts(rules, issuing);
        Redeeming redeeming = new Redeeming(rules, transact, issuing, storing, surroundings);
        DataRules data = new DataRules(plugins.schemas(), ports.documents());
        this.accounts = new Accounts(
                checks,
                new Accounts.Workshop(
                        access,
                        links,
                        data,
                        new UserDocument(ports.documents()),
                        contacts,
                        issuing,
                        redeeming,
                        storing,
                        transact,
                        new Creating(access, data, checks, contacts, storing, ids, links),
                        surroundings));
        this.emailLinks = new MailLinks(rules, transact, issuing, redeeming, surroundings.clock());
        this.restoration = new Restoring(rules, transact, storing, ports.vault(), surroundings);
        this.instance = new Home(rules, plugins.organizations());
        this.messages =
                new Replaying(ports.storage(), transact, issuing, announcing, storing, ports.vault(), surroundings);
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
    public Messages messages() {
        return messages;
    }

    /**
     * The one instance.
     *
     * @return the instance
     */
    public Instance instance() {
        return instance;
    }
}
