package dev.kith.it.conformance;

import dev.kith.api.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state before a call.
 *
 * @param feature whether the user schema feature is on
 * @param externalSms whether an external service generates and checks the codes for phones
 * @param organizations the organizations
 * @param schemas the schemas by name
 * @param users the users by name
 * @param caller who calls
 */
record Given(
        boolean feature,
        boolean externalSms,
        List<String> organizations,
        Map<String, Schema> schemas,
        Map<String, Person> users,
        Role caller) {

    /** Who may call. */
    enum Role {
        ADMIN("admin"),
        ORG_OWNER("orgOwner"),
        OTHER_ORG_OWNER("otherOrgOwner"),
        VIEWER("viewer"),
        NO_MEMBERSHIP("noMembership"),
        SELF("self"),
        ANONYMOUS("anonymous"),
        INVALID_TOKEN("invalidToken"),
        BASIC_AUTH("basicAuth");

        private final String word;

        Role(String word) {
            this.word = word;
        }

        static Role of(String word) {
            for (Role role : values()) {
                if (role.word.equals(word)) {
                    return role;
                }
            }
            throw new NotUnderstood("unknown caller " + word);
        }
    }

    /** The state of a user or a schema. */
    enum State {
        ACTIVE,
        INACTIVE,
        DELETED;

        static State of(String word) {
            return switch (word) {
                case "active" -> ACTIVE;
                case "inactive" -> INACTIVE;
                case "deleted" -> DELETED;
                default -> throw new NotUnderstood("unknown state " + word);
            };
        }
    }

    static Given read(Members members) {
        Given given = new Given(
                members.bool("feature", true),
                external(members),
                members.list("orgs").stream()
                        .map(name -> Members.text("given.orgs", name))
                        .toList(),
                members.map("schemas", Schema::read),
                members.map("users", Person::read),
                Role.of(members.text("caller")));
        members.nothingElse();
        given.requireNames();
        return given;
    }

    private static boolean external(Members members) {
        Optional<String> provider = members.optionalText("smsProvider");
        provider.filter(word -> !word.equals("externalVerification") && !word.equals("default"))
                .ifPresent(word -> {
                    throw new NotUnderstood("unknown SMS provider " + word);
                });
        return provider.filter("externalVerification"::equals).isPresent();
    }

    private void requireNames() {
        users.forEach((name, user) -> {
            Schema schema = schemas.get(user.schema());
            if (schema == null || !organizations.contains(user.organization())) {
                throw new NotUnderstood("user " + name + " has a schema or an organization that is not given");
            }
            if (user.revision() < 1 || user.revision() > schema.revisions().size()) {
                throw new NotUnderstood("user " + name + " has a revision that is not given");
            }
        });
    }

    /**
     * A schema.
     *
     * @param state its state
     * @param revisions its documents, oldest first
     * @param type its type, which may have a placeholder; otherwise any that no other schema has
     * @param authenticators the ways to sign in that it names
     * @param readOnly whether it has a file in the folder of schemas
     */
    record Schema(
            State state, List<Json> revisions, Optional<String> type, List<String> authenticators, boolean readOnly) {
        static Schema read(String place, Json json) {
            Members members = Members.of(place, json);
            Schema schema = new Schema(
                    members.optionalText("state").map(State::of).orElse(State.ACTIVE),
                    members.list("revisions"),
                    members.optionalText("type"),
                    authenticatorNames(members),
                    members.bool("readOnly", false));
            members.nothingElse();
            return schema;
        }
    }

    private static List<String> authenticatorNames(Members schema) {
        String name = "possibleAuthenticators";
        Optional<Json> given = schema.optional(name);
        if (given.isPresent() && !(given.get() instanceof Json.Arr)) {
            throw new NotUnderstood(schema.place(name) + " is not a list");
        }
        return given.map(list -> ((Json.Arr) list)
                        .items().stream()
                                .map(item -> Members.text(schema.place(name), item))
                                .toList())
                .orElse(List.of());
    }

    /**
     * A user.
     *
     * @param organization the name of its organization
     * @param schema the name of its schema
     * @param revision its schema's revision
     * @param state its state
     * @param locked whether it is locked
     * @param data its data
     * @param email its e-mail
     * @param phone its phone
     */
    record Person(
            String organization,
            String schema,
            int revision,
            State state,
            boolean locked,
            Json.Obj data,
            Optional<Contact> email,
            Optional<Contact> phone) {
        static Person read(String place, Json json) {
            Members members = Members.of(place, json);
            Person person = new Person(
                    members.optionalText("org").orElse("org1"),
                    members.text("schema"),
                    members.integer("revision"),
                    members.optionalText("state").map(State::of).orElse(State.ACTIVE),
                    members.bool("locked", false),
                    data(members),
                    members.optional("email")
                            .flatMap(contact -> Contact.read(members.place("email"), "address", contact)),
                    members.optional("phone")
                            .flatMap(contact -> Contact.read(members.place("phone"), "number", contact)));
            members.nothingElse();
            return person;
        }

        private static Json.Obj data(Members members) {
            if (members.required("data") instanceof Json.Obj data) {
                return data;
            }
            throw new NotUnderstood(members.place("data") + " is not an object");
        }
    }

    /**
     * A contact.
     *
     * @param value the address or number
     * @param verified whether it is verified
     * @param pending the code that is outstanding
     */
    record Contact(String value, boolean verified, Optional<Pending> pending) {
        static Optional<Contact> read(String place, String valueName, Json json) {
            if (json == Json.Null.NULL) {
                return Optional.empty();
            }
            Members members = Members.of(place, json);
            Contact contact = new Contact(
                    members.text(valueName),
                    members.bool("isVerified", false),
                    members.optional("pendingCode")
                            .flatMap(pending -> Pending.read(members.place("pendingCode"), pending)));
            members.nothingElse();
            return Optional.of(contact);
        }
    }

    /**
     * A code that is outstanding.
     *
     * @param code the code
     * @param ageSeconds how long ago it was issued
     */
    record Pending(String code, int ageSeconds) {
        static Optional<Pending> read(String place, Json json) {
            if (json == Json.Null.NULL) {
                return Optional.empty();
            }
            Members members = Members.of(place, json);
            Pending pending = new Pending(members.text("code"), members.integer("ageSeconds"));
            members.nothingElse();
            return Optional.of(pending);
        }
    }
}
