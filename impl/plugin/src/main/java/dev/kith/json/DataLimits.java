package dev.kith.json;

import dev.kith.json.document.SizeLimits;
import dev.kith.json.document.WorkBudget;

/**
 * What the data of a user may be, and what it may take to check it.
 *
 * @param units the work of one validation, and of one patch
 * @param characters how many characters its text may have, approximately
 */
record DataLimits(long units, int characters) {
    static final DataLimits DEFAULT = new DataLimits(WorkBudget.UNITS, SizeLimits.MOST_CHARACTERS);

    WorkBudget budget() {
        return new WorkBudget(units);
    }
}
