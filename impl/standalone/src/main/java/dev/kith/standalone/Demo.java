package dev.kith.standalone;

import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.CreateUser.NewUser;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.boot.RunningKith;
import dev.kith.boot.config.Setting;
import java.lang.System.Logger.Level;
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
        String organization = kith.settings().find(Setting.ORGANIZATIONS).stream()
                .flatMap(organizations -> organizations.keySet().stream().sorted())
                .findFirst()
                .orElse("default");
        Outcome<?> schema = kith.userSchemas().register(ID, ID, read(SCHEMA));
        Outcome<?> user = kith.userAccounts()
                .create(
                        Caller.of("kith-demo", Set.of("IAM_OWNER")),
                        new CreateUser(
                                Preconditions.inOrganization(organization),
                                new NewUser(ID, (Json.Obj) read(DATA), null, ID)));
        boolean made = schema instanceof Outcome.Done && user instanceof Outcome.Done;
        if (!made) {
            LOG.log(Level.INFO, "demo=none: {0}, {1}", schema, user);
        }
        return made;
    }

    private static Json read(String text) {
        try {
            return JsonText.read(text);
        } catch (JsonText.Unreadable e) {
            throw new IllegalStateException("the demo is not JSON", e);
        }
    }
}
