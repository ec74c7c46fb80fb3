package dev.kith.api.schemas;

import dev.kith.api.Json;
import dev.kith.api.Preconditions;
import dev.kith.api.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command to create a user schema under a generated id (contract, section S7).
 *
 * @param preconditions the instance, and whether this is a dry run; organization and version have no meaning here
 * @param schema the new schema; {@code null} is refused with {@link ProblemCode#FIELD_RULE}
 */
public record CreateUserSchema(
        Preconditions preconditions, @Nullable NewSchema schema) {
    /**
     * The new schema.
     *
     * @param type the human-readable name, 1 to 200 characters, unique without regard to case
     * @param document the JSON Schema; {@code null} is refused with {@link ProblemCode#FIELD_RULE}
     * @param authenticators kept and returned in this order; each at most once
     */
    public record NewSchema(String type, Json.@Nullable Obj document, List<AuthenticatorType> authenticators) {
        /**
         * Copies the authenticators.
         *
         * @param type the human-readable name
         * @param document the JSON Schema
         * @param authenticators kept and returned in this order; copied
         */
        public NewSchema(String type, Json.@Nullable Obj document, List<AuthenticatorType> authenticators) {
            this.type = type;
            this.document = document;
            this.authenticators = List.copyOf(authenticators);
        }
    }
}
