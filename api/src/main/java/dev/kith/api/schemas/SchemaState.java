package dev.kith.api.schemas;

/** The states of a user schema that exists, as they are given in a filter. */
public enum SchemaState {
    /** None; no schema is in this state. */
    UNSPECIFIED,
    /** Active. */
    ACTIVE,
    /** Inactive: the schema cannot be changed, nor the data of its users. */
    INACTIVE,
    /** A number that the service definition does not have; breaks the rule of the member where it is given. */
    UNRECOGNIZED
}
