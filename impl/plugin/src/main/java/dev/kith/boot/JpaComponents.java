package dev.kith.boot;

import dev.kith.KithStartException;
import dev.kith.boot.BuilderOptions.Running;
import dev.kith.core.DataProtector;
import dev.kith.core.Documents;
import dev.kith.core.Outbox;
import dev.kith.core.SecretKeys;
import dev.kith.jpa.JpaKeys;
import dev.kith.jpa.JpaOrganizations;
import dev.kith.jpa.JpaOutbox;
import dev.kith.jpa.JpaOutbox.HeldKeys;
import dev.kith.jpa.JpaTokens;
import dev.kith.jpa.JpaUserSchemas;
import dev.kith.jpa.UnitOfWork;

/** Everything that is stored in tables besides users. */
record JpaComponents(
        UnitOfWork unit,
        String instance,
        Documents documents,
        JpaUserSchemas schemas,
        JpaOrganizations organizations,
        JpaTokens tokens,
        SecretKeys keys) {

    JpaComponents(UnitOfWork unit, String instance, Running running, Documents documents) {
        this(
                unit,
                instance,
                documents,
                new JpaUserSchemas(unit, instance, documents, running.clock()),
                new JpaOrganizations(unit, instance),
                new JpaTokens(unit, instance, running.clock()),
                new JpaKeys(unit, instance, running.clock()));
    }

    /** For a node that has these keys. */
    Outbox outbox(DataProtector keysOfNode, Running running) {
        return new JpaOutbox(unit, instance, running.random(), new HeldKeys(keysOfNode::openableKeys, running.clock()));
    }

    void organization(String id, String domain) {
        try {
            organizations.register(id, domain.isEmpty() ? null : domain);
        } catch (IllegalArgumentException e) {
            throw new KithStartException("kith.organizations cannot be stored: " + e.getMessage() + ". Correct it.", e);
        }
    }
}
