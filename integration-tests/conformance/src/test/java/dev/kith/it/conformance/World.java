package dev.kith.it.conformance;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state that a case asked for, under ids that nobody else uses.
 *
 * @param organizations ids by the names of the case
 * @param schemas ids by the names of the case
 * @param users ids by the names of the case
 * @param subject the id of the user that the call is about, also where the call is to create it
 * @param givenCodes the codes that were outstanding, by the id of their proof
 * @param created the id of what a call has created last
 */
record World(
        Map<String, String> organizations,
        Map<String, String> schemas,
        Map<String, String> users,
        String subject,
        Map<String, String> givenCodes,
        Optional<String> created) {
    Collection<String> organizationIds() {
        return organizations.values();
    }

    World withSubject(String id) {
        return new World(organizations, schemas, users, id, givenCodes, created);
    }

    /** With the id of what a call has created. */
    World withCreated(String id) {
        return new World(organizations, schemas, users, subject, givenCodes, Optional.of(id));
    }

    /** The values of the placeholders that are known before the call. */
    Placeholders placeholders(String instanceId, String origin) {
        Map<String, String> values = new HashMap<>();
        values.put("userId", subject);
        values.put("instanceId", instanceId);
        values.put("origin", origin);
        put(values, "orgId", organizations.get("org1"));
        put(values, "org2Id", organizations.get("org2"));
        schemas.forEach((name, id) -> values.put("schemaId:" + name, id));
        users.forEach((name, id) -> values.put("userId:" + name, id));
        created.ifPresent(id -> values.put("createdId", id));
        return Placeholders.of(values);
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    /** The roles of a caller as tokens carry them. */
    List<String> groups(Given.Role role) {
        return switch (role) {
            case ADMIN -> List.of("IAM_OWNER");
            case VIEWER -> List.of("IAM_OWNER_VIEWER");
            case ORG_OWNER -> List.of("ORG_OWNER@" + organization("org1"));
            case OTHER_ORG_OWNER -> List.of("ORG_OWNER@" + organization("org2"));
            case NO_MEMBERSHIP, SELF, ANONYMOUS, INVALID_TOKEN, BASIC_AUTH -> List.of();
        };
    }

    String schema(String name) {
        String id = schemas.get(name);
        if (id == null) {
            throw new NotUnderstood("schema " + name + " is not given");
        }
        return id;
    }

    private String organization(String name) {
        String id = organizations.get(name);
        if (id == null) {
            throw new NotUnderstood("the caller needs organization " + name + ", which is not given");
        }
        return id;
    }
}
