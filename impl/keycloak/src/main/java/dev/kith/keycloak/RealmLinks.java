package dev.kith.keycloak;

import dev.kith.api.EmailLinks;
import dev.kith.api.Outcome;

/** Links in mails, limited to the realm's users. */
record RealmLinks(EmailLinks links, RealmPeople people) implements EmailLinks {
    @Override
    public Outcome<String> look(Link link) {
        return links.look(known(link));
    }

    @Override
    public Outcome<Looked> open(Link link) {
        return links.open(known(link));
    }

    @Override
    public Outcome<String> redeem(Link link) {
        return links.redeem(known(link));
    }

    private Link known(Link link) {
        return new Link(people.known(link.userId()), link.code(), link.organizationId());
    }
}
