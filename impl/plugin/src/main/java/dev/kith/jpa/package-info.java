/**
 * Storage in a relational database through Jakarta Persistence: implementations of the core's ports, and the providers that
 * keep their data in tables.
 *
 * <p>Plain JPA 3.1 without provider-specific features, so that it works with the persistence provider of every server:
 * times are microseconds in a bigint, JSON is text, all table and column names are explicit. Changes are conditional
 * statements, not changes of managed entities, because what counts is the number of rows that the database reports as
 * changed; every transaction has its own entity manager, so that nothing is read from an earlier one.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.jpa;

import org.jspecify.annotations.NullMarked;
