package dev.kith.core;

import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.api.search.UserFilter.SearchedState;
import java.util.List;
import java.util.Set;

/**
 * Which users a search finds, as the storage is asked for them. Two-valued: a comparison with a value that a user does not have is
 * false.
 */
public sealed interface UserCondition {
    /** Applies to every user. */
    UserCondition EVERYBODY = new Every(List.of());

    /** Applies to no user. */
    UserCondition NOBODY = new Any(List.of());

    /**
     * All parts apply.
     *
     * @param parts the parts
     */
    record Every(List<UserCondition> parts) implements UserCondition {
        /** Copies the parts. */
        public Every {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Any part applies.
     *
     * @param parts the parts
     */
    record Any(List<UserCondition> parts) implements UserCondition {
        /** Copies the parts. */
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /**
     * The part does not apply.
     *
     * @param part the part
     */
    record Except(UserCondition part) implements UserCondition {}

    /**
     * Compares a text by code points; ignoring case, both are folded by {@link CaseFolding}.
     *
     * @param field what is compared
     * @param method how
     * @param text with what
     */
    record Compares(TextField field, TextFilterMethod method, String text) implements UserCondition {
        /** Omits the text. */
        @Override
        public String toString() {
            return "Compares[" + field + ", " + method + "]";
        }
    }

    /**
     * The user has a state.
     *
     * @param state the state
     */
    record InState(SearchedState state) implements UserCondition {}

    /**
     * The user belongs to one of these organizations.
     *
     * @param ids the organizations' ids
     */
    record InOrganizations(Set<String> ids) implements UserCondition {
        /** Copies the ids. */
        public InOrganizations {
            ids = Set.copyOf(ids);
        }
    }

    /**
     * The user's data follows one of these.
     *
     * @param revisions the revisions of schemas
     */
    record Follows(Set<SchemaRevision> revisions) implements UserCondition {
        /** Copies the revisions. */
        public Follows {
            revisions = Set.copyOf(revisions);
        }
    }

    /**
     * A revision of a schema.
     *
     * @param schemaId the schema's id
     * @param revision the revision
     */
    record SchemaRevision(String schemaId, int revision) {}

    /** The texts of a user that can be compared. */
    enum TextField {
        /** The user's id. */
        ID,
        /** The id of the user's organization. */
        ORGANIZATION,
        /** The present e-mail address. */
        EMAIL,
        /** The present phone number. */
        PHONE,
        /** The id of the schema. */
        SCHEMA_ID,
        /** The type of the schema, where the storage has it. */
        SCHEMA_TYPE
    }
}
