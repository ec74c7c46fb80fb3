/**
 * Runs case files against a running server.
 *
 * <p>{@link dev.kith.it.conformance.ConformanceTest} is the entry. A {@code Case} is read strictly, staged by
 * {@code SetUp}, called through a {@code Transport} and judged by {@code Judgement}; nothing here knows any single case.
 */
@NullMarked
package dev.kith.it.conformance;

import org.jspecify.annotations.NullMarked;
