package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.Kith;
import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.CreateUser.NewUser;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.SetContact;
import java.util.Set;

/** The user {@code u1} with an address that is to be verified. */
final class Dora {
    static final SetContact.Email EMAIL = new SetContact.Email("dora@example.com", null);

    private Dora() {}

    /** Has her created, with a schema that allows everything. */
    static void join(Kith kith) {
        join(kith, new SetContact(EMAIL, null));
    }

    static void join(Kith kith, SetContact contact) {
        try {
            kith.userSchemas().register("person", "person", JsonText.read("{\"type\":\"object\"}"));
        } catch (JsonText.Unreadable e) {
            throw new AssertionError(e);
        }
        assertThat(kith.userAccounts()
                        .create(
                                Caller.of("admin", Set.of("IAM_OWNER")),
                                new CreateUser(
                                        Preconditions.inOrganization("default"),
                                        new NewUser("person", Json.Obj.EMPTY, contact, "u1"))))
                .isInstanceOf(Outcome.Done.class);
    }
}
