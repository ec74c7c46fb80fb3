package dev.kith.standalone;

import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.CreateUser.NewUser;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.UserRef;
import dev.kith.boot.RunningKith;
import dev.kith.boot.config.Setting;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;

/** A schema and a user to try things out with. */
final class Demo {
    private static final System.Logger LOG = System.getLogger(Demo.class.getName());

    static final String ID = "demo";

    /** People may change their name but not their department; administrators may change both. */
    private static final String SCHEMA = """
            {
              "$schema": "urn:zitadel:schema:v1",
              "type": "object",
              "properties": {
                "displayName": { "type": "string", "minLength": 1, "maxLength": 100 },
                "department": {
                  "type": "string",
                  "urn:zitadel:schema:permission": { "owner": "rw", "self": "r" }
                }
              },
              "required": ["displayName"],
              "additionalProperties": false
            }
            """;

    private static final String DATA = "{\"displayName\": \"Dora Demo\", \"department\": \"Sales\"}";

    private Demo() {}

    /** Creates both; false where that is not possible because schemas or organizations come from somewhere else. */
    static boolean make(RunningKith kith) {
        Optional<String> schemas = kith.report().schemas();
        if (schemas.isPresent()) {
            LOG.log(
                    Level.INFO,
                    "demo=none: schemas come from {0}, so there is no schema and no user to try things out with",
                    schemas.get());
            return false;
        }
        String organization = organization(kith);
        Outcome<?> schema = kith.userSchemas().register(ID, ID, read(SCHEMA));
        Outcome<?> user = kith.userAccounts()
                .create(
                        caller(),
                        new CreateUser(
                                Preconditions.inOrganization(organization),
                                new NewUser(ID, (Json.Obj) read(DATA), null, ID)));
        boolean made = schema instanceof Outcome.Done && user instanceof Outcome.Done;
        if (!made) {
            LOG.log(
                    Level.INFO,
                    "demo=none: schema {0}, user {1}; there is no user to try things out with",
                    word(schema),
                    word(user));
        }
        return made;
    }

    /** Whether the user is still there, so that somebody can be invited to try things out with it. */
    static boolean isThere(RunningKith kith) {
        return kith.userAccounts().get(caller(), new UserRef(Preconditions.NONE, ID)) instanceof Outcome.Done;
    }

    private static Caller caller() {
        return Caller.of("kith-demo", Set.of("IAM_OWNER"));
    }

    private static String organization(RunningKith kith) {
        return kith.settings().find(Setting.ORGANIZATIONS).stream()
                .flatMap(organizations -> organizations.keySet().stream().sorted())
                .findFirst()
                .orElse("default");
    }

    private static String word(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?> refused
                ? "refused (" + refused.problem().code() + ")"
                : "created";
    }

    private static Json read(String text) {
        try {
            return JsonText.read(text);
        } catch (JsonText.Unreadable e) {
            throw new IllegalStateException("the demo is not JSON", e);
        }
    }
}
