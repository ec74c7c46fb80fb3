package dev.kith.api.schemas;

import dev.kith.api.Caller;
import dev.kith.api.Outcome;
import dev.kith.api.ProblemCode;

/**
 * The calls of the user schema service, as they are offered over JSON and gRPC (contract, sections S1 to S14).
 *
 * <p>Every call checks, in this order: the caller's permission for the whole instance, the members' rules, the feature switch,
 * the limits of a search or the document, that the schema exists, that it is kept here, its state and version, and what else
 * the call needs; the first check that fails refuses the call. What a call has stored, the next one finds. Thread-safe, also
 * across nodes that share a database; concurrent patches are repeated inside, so that none is lost.
 *
 * <p>{@link dev.kith.api.UserSchemas} registers schemas without these checks, for programs that contain Kith.
 */
public interface UserSchemaService {
    /**
     * Searches schemas, active and inactive ones.
     *
     * @param caller the caller; needs the permission to read schemas
     * @param command the filters, the order and the page
     * @return the page, or the refusal
     */
    Outcome<UserSchemaPage> search(Caller caller, SearchUserSchemas command);

    /**
     * Reads a schema in its newest revision, active or not.
     *
     * @param caller the caller; needs the permission to read schemas
     * @param command the schema
     * @return the schema, or the refusal; {@link ProblemCode#SCHEMA_NOT_FOUND} also if it was deleted
     */
    Outcome<UserSchemaView> get(Caller caller, SchemaRef command);

    /**
     * Creates an active schema with revision 1 under a generated id.
     *
     * @param caller the caller; needs the permission to write schemas
     * @param command the schema
     * @return the receipt, or the refusal: {@link ProblemCode#SCHEMA_INVALID} with the place in the document,
     *     {@link ProblemCode#SCHEMA_EXISTS} if another schema has the type
     */
    Outcome<SchemaReceipt> create(Caller caller, CreateUserSchema command);

    /**
     * Changes an active schema. Users keep their revision and data until their next patch.
     *
     * @param caller the caller; needs the permission to write schemas
     * @param command the change
     * @return the receipt, or the refusal
     */
    Outcome<SchemaReceipt> patch(Caller caller, PatchUserSchema command);

    /**
     * Makes an active schema inactive.
     *
     * @param caller the caller; needs the permission to write schemas
     * @param command the schema
     * @return the receipt, or the refusal
     */
    Outcome<SchemaReceipt> deactivate(Caller caller, SchemaRef command);

    /**
     * Makes an inactive schema active.
     *
     * @param caller the caller; needs the permission to write schemas
     * @param command the schema
     * @return the receipt, or the refusal
     */
    Outcome<SchemaReceipt> reactivate(Caller caller, SchemaRef command);

    /**
     * Deletes a schema that no user has. Its type is free at once; its id is never used again.
     *
     * @param caller the caller; needs the permission to delete schemas
     * @param command the schema
     * @return the receipt, or the refusal: {@link ProblemCode#SCHEMA_IN_USE} as long as a user has it
     */
    Outcome<SchemaReceipt> delete(Caller caller, SchemaRef command);
}
