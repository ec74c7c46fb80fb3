package dev.kith.jpa;

import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.core.CaseFolding;
import dev.kith.core.ContactChannel;
import dev.kith.core.UserCondition;
import dev.kith.core.UserCondition.Compares;
import dev.kith.core.UserCondition.TextField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One look into an index that gives ids of users.
 *
 * @param kind the index
 * @param texts what is looked up: one text, or more organizations than one
 */
record IndexLookup(LookupKind kind, Set<String> texts) {
    /** The indexes, the most selective first. */
    enum LookupKind {
        ID("select f.id as id from kith_user f where f.instance_id = %s and f.id in %s"),
        EMAIL(contact(ContactChannel.EMAIL, "address")),
        EMAIL_FOLDED(contact(ContactChannel.EMAIL, "address_folded")),
        PHONE(contact(ContactChannel.PHONE, "address")),
        PHONE_FOLDED(contact(ContactChannel.PHONE, "address_folded")),
        SCHEMA("select f.id as id from kith_user f where f.instance_id = %s and f.schema_id in %s"),
        ORGANIZATION("select f.id as id from kith_user f where f.instance_id = %s and f.organization_id in %s");

        private final String sql;

        LookupKind(String sql) {
            this.sql = sql;
        }

        private static String contact(ContactChannel channel, String column) {
            return "select f.user_id as id from kith_contact f where f.instance_id = %s and f.channel = '" + channel
                    + "' and f." + column + " in %s";
        }

        private boolean isOfUser() {
            return this == ID || this == SCHEMA || this == ORGANIZATION;
        }
    }

    String sql(String instance, Function<Object, String> parameter) {
        String first = parameter.apply(instance);
        return kind.sql.formatted(first, UserSearchSql.list(texts, parameter));
    }

    /**
     * Lookups that together give every user to which a condition applies, and perhaps others.
     *
     * @return the lookups, none if the condition applies to nobody; empty where an index does not help
     */
    static Optional<List<IndexLookup>> of(UserCondition condition) {
        if (condition instanceof UserCondition.Every every) {
            return every.parts().stream()
                    .flatMap(part -> of(part).stream())
                    .min(Comparator.comparing(IndexLookup::worst).thenComparing(List::size));
        }
        if (condition instanceof UserCondition.Any any) {
            return ofAny(any.parts());
        }
        if (condition instanceof UserCondition.InOrganizations among) {
            Set<String> storable = UserSearchSql.storable(among.ids());
            return Optional.of(
                    storable.isEmpty() ? List.of() : List.of(new IndexLookup(LookupKind.ORGANIZATION, storable)));
        }
        return condition instanceof Compares compares
                ? kind(compares).map(kind -> List.of(new IndexLookup(kind, Set.of(text(compares)))))
                : Optional.empty();
    }

    private static Optional<List<IndexLookup>> ofAny(List<UserCondition> parts) {
        List<IndexLookup> all = new ArrayList<>();
        for (UserCondition part : parts) {
            Optional<List<IndexLookup>> lookups = of(part);
            if (lookups.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(lookups.get());
        }
        return Optional.of(all);
    }

    private static LookupKind worst(List<IndexLookup> lookups) {
        return lookups.stream()
                .map(IndexLookup::kind)
                .max(Comparator.naturalOrder())
                .orElse(LookupKind.ID);
    }

    private static String text(Compares compares) {
        return UserSearchSql.folds(compares.method()) ? CaseFolding.of(compares.text()) : compares.text();
    }

    private static Optional<LookupKind> kind(Compares compares) {
        if (!StorableText.text(compares.text())) {
            return Optional.empty();
        }
        if (compares.method() == TextFilterMethod.EQUALS_IGNORE_CASE) {
            return switch (compares.field()) {
                case EMAIL -> Optional.of(LookupKind.EMAIL_FOLDED);
                case PHONE -> Optional.of(LookupKind.PHONE_FOLDED);
                default -> Optional.empty();
            };
        }
        return compares.method() == TextFilterMethod.EQUALS ? ofEqual(compares.field()) : Optional.empty();
    }

    private static Optional<LookupKind> ofEqual(TextField field) {
        return switch (field) {
            case ID -> Optional.of(LookupKind.ID);
            case EMAIL -> Optional.of(LookupKind.EMAIL);
            case PHONE -> Optional.of(LookupKind.PHONE);
            case SCHEMA_ID -> Optional.of(LookupKind.SCHEMA);
            case ORGANIZATION -> Optional.of(LookupKind.ORGANIZATION);
            case SCHEMA_TYPE -> Optional.empty();
        };
    }

    /** Whether the ids are better collected first: a condition on one column of the user serves the database as it is. */
    static boolean helps(List<IndexLookup> lookups) {
        return lookups.size() > 1
                || lookups.stream().anyMatch(lookup -> !lookup.kind().isOfUser());
    }
}
