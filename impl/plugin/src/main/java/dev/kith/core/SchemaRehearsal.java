package dev.kith.core;

import static dev.kith.api.ProblemCode.IMPACT_BUSY;
import static dev.kith.api.ProblemCode.SCHEMA_INVALID;

import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.schemas.SchemaImpact;
import dev.kith.core.CoreSettings.SchemaLimits;
import dev.kith.core.Documents.DataSchema;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.core.SchemaStore.SchemaUser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Counts the users whose data would not fit another document (contract, rulings R43 and R44): page by page, without a
 * transaction over several pages, and no longer than the operator allows.
 */
final class SchemaRehearsal {
    private static final int PAGE = 500;
    private static final int MOST_AT_A_TIME = 2;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final SchemaStore store;
    private final Documents documents;
    private final SchemaLimits limits;
    private final Clock clock;
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);

    SchemaRehearsal(SchemaStore store, Documents documents, SchemaLimits limits, Clock clock) {
        this.store = store;
        this.documents = documents;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Judges the users of a schema.
     *
     * @param schemaId the schema
     * @param revision the newest revision that there would be
     * @param document its document
     * @param samples whether to tell which users and places do not fit
     * @return the numbers, or the refusal
     */
    Outcome<SchemaImpact> of(String schemaId, int revision, Json document, boolean samples) {
        if (!places.tryAcquire()) {
            return Outcome.refused(new Problem(IMPACT_BUSY, null, List.of(), PAUSE, null));
        }
        try {
            Judgement judgement = new Judgement(documents.tentative(document), samples);
            boolean complete = judge(schemaId, judgement);
            return Outcome.done(new SchemaImpact(
                    revision, judgement.checked, judgement.checked, judgement.failing, complete, judgement.samples));
        } catch (SchemaRefused unusable) {
            return Outcome.refused(SCHEMA_INVALID);
        } finally {
            places.release();
        }
    }

    /** Judges users until none is left or a limit is reached; returns whether all were judged. */
    private boolean judge(String schemaId, Judgement judgement) {
        Instant end = clock.instant().plus(limits.impactTime());
        String last = null;
        while (true) {
            List<SchemaUser> page = store.users(schemaId, last, PAGE);
            for (SchemaUser user : page) {
                if (judgement.checked >= limits.impactUsers() || clock.instant().isAfter(end)) {
                    return false;
                }
                judgement.add(user);
                last = user.id();
            }
            if (page.size() < PAGE) {
                return true;
            }
        }
    }

    private static final class Judgement {
        private final DataSchema schema;
        private final boolean telling;
        private final List<SchemaImpact.Sample> samples = new ArrayList<>();
        private int checked;
        private int failing;

        Judgement(DataSchema schema, boolean telling) {
            this.schema = schema;
            this.telling = telling;
        }

        void add(SchemaUser user) {
            checked++;
            List<Problem.Violation> faults = schema.faults(user.data());
            if (faults.isEmpty()) {
                return;
            }
            failing++;
            if (telling && samples.size() < SchemaImpact.MAX_SAMPLES) {
                samples.add(new SchemaImpact.Sample(
                        user.id(),
                        faults.stream()
                                .limit(SchemaImpact.MAX_VIOLATIONS)
                                .map(fault -> new SchemaImpact.Misfit(fault.field(), fault.reason()))
                                .toList()));
            }
        }
    }
}
