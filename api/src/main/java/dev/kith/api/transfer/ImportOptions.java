package dev.kith.api.transfer;

import org.jspecify.annotations.Nullable;

/**
 * How an import is done.
 *
 * @param organizationId the organization of new users whose lines name none, {@code null} to refuse such lines
 * @param schemaId the id of the user schema of new users whose lines name none, {@code null} for {@code schemaType}
 * @param schemaType the type of that user schema, compared without regard to case, {@code null} to refuse such lines unless
 *     {@code schemaId} is given
 * @param mode what to do with users that exist already
 * @param dryRun whether to judge the lines without storing anything
 * @param firstLine the number of the first line to look at, counted from 1; those before it are skipped unread
 * @param events whether event listeners hear of the changes
 */
public record ImportOptions(
        @Nullable String organizationId,
        @Nullable String schemaId,
        @Nullable String schemaType,
        ImportMode mode,
        boolean dryRun,
        long firstLine,
        boolean events) {
    /** Lines name organization and schema themselves, users are created, from the first line on, and listeners hear of it. */
    public static final ImportOptions DEFAULTS = new ImportOptions(null, null, null, ImportMode.CREATE, false, 1, true);

    /**
     * Checks the options.
     *
     * @param organizationId the organization of new users whose lines name none, or {@code null}
     * @param schemaId the id of the user schema of new users whose lines name none, or {@code null}
     * @param schemaType the type of that user schema, or {@code null}
     * @param mode what to do with users that exist already
     * @param dryRun whether to judge the lines without storing anything
     * @param firstLine the number of the first line to look at, at least 1
     * @param events whether event listeners hear of the changes
     * @throws IllegalArgumentException if both {@code schemaId} and {@code schemaType} are given, or {@code firstLine} is less
     *     than 1
     */
    public ImportOptions {
        if (schemaId != null && schemaType != null) {
            throw new IllegalArgumentException("a schema has to be named by its id or by its type, not by both");
        }
        if (firstLine < 1) {
            throw new IllegalArgumentException("lines are counted from 1");
        }
    }
}
