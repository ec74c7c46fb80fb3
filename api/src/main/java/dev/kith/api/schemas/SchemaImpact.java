package dev.kith.api.schemas;

import java.util.List;

/**
 * What a change of a user schema would mean for its users (contract, section S13).
 *
 * @param revision the newest revision that there would be
 * @param users the number of users that follow the schema, whatever their state and revision
 * @param checked the number of these whose data was judged
 * @param failing the number of these whose data would not fit the newest revision
 * @param complete whether all users were judged; otherwise the numbers are lower bounds
 * @param samples the first 20 users that fail, by id; empty for callers who may not read all users
 */
public record SchemaImpact(int revision, int users, int checked, int failing, boolean complete, List<Sample> samples) {
    /** The maximum number of samples. */
    public static final int MAX_SAMPLES = 20;

    /** The maximum number of violations of a sample. */
    public static final int MAX_VIOLATIONS = 5;

    /**
     * Copies the samples.
     *
     * @param revision the newest revision that there would be
     * @param users the number of users that follow the schema
     * @param checked the number of these whose data was judged
     * @param failing the number of these whose data would not fit
     * @param complete whether all users were judged
     * @param samples the first users that fail; copied
     */
    public SchemaImpact {
        samples = List.copyOf(samples);
    }

    /**
     * A user whose data would not fit.
     *
     * @param userId the user's id
     * @param places the first places that do not fit
     */
    public record Sample(String userId, List<Misfit> places) {
        /**
         * Copies the places.
         *
         * @param userId the user's id
         * @param places the first places that do not fit; copied
         */
        public Sample {
            places = List.copyOf(places);
        }
    }

    /**
     * A place in the data of a user that does not fit.
     *
     * @param field JSON Pointer (RFC 6901) into the data; empty for the data as a whole
     * @param reason the schema keyword in UPPER_SNAKE_CASE
     */
    public record Misfit(String field, String reason) {}
}
