package com.example.embedded;

import dev.kith.Kith;
import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.CreateUser.NewUser;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.Preconditions;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserRef;
import java.util.Set;
import org.h2.jdbcx.JdbcDataSource;

/** Registers a schema, creates a user, patches it twice and reads it. */
public final class Main {
    private Main() {}

    public static void main(String... arguments) throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:example;DB_CLOSE_DELAY=-1");
        Caller admin = Caller.of("main", Set.of("IAM_OWNER"));
        Preconditions place = Preconditions.inOrganization("default");
        try (Kith kith = Kith.builder().dataSource(database).start()) {
            kith.userSchemas().register("person", "person", json("{\"required\": [\"displayName\"]}"));
            UserAccounts users = kith.userAccounts();
            NewUser dora = new NewUser("person", json("{\"displayName\": \"Dora\"}"), null, "dora");
            users.create(admin, new CreateUser(place, dora));
            Change nameless = new Change.Members(null, json("{}"), null);
            System.out.println(users.patch(admin, new PatchUser(place, "dora", nameless)));
            Change rename = new Change.MergePatch(json("{\"data\": {\"displayName\": \"Dora Demo\"}}"));
            users.patch(admin, new PatchUser(place, "dora", rename));
            System.out.println(users.get(admin, new UserRef(place, "dora"))
                    .then(user -> Outcome.done(JsonText.write(user.data()))));
        }
    }

    private static Json.Obj json(String text) throws JsonText.Unreadable {
        return (Json.Obj) JsonText.read(text);
    }
}
