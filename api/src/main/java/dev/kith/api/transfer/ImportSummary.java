package dev.kith.api.transfer;

/**
 * What an import has come to. In a dry run the numbers say what would have come of each line alone.
 *
 * @param lastLine the number of the last line, counted from 1; 0 where there is none
 * @param created how many lines have created a user
 * @param merged how many lines have changed a user
 * @param unchanged how many lines say what is stored already
 * @param refused how many lines were refused
 */
public record ImportSummary(long lastLine, long created, long merged, long unchanged, long refused) {}
