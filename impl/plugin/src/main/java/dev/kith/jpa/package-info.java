/**
 * Storage in a relational database through Jakarta Persistence: the ports of the core, and the providers that keep their
 * knowledge in tables.
 *
 * <p>Plain JPA 3.1 without any provider's own features, so that the persistence provider of every server will do: times
 * are microseconds in a bigint, JSON is text, every name of a table or column is written out. Changes are conditional
 * statements, not changes of managed entities, because what counts is the number of rows that the database says it has
 * changed; every transaction has an entity manager of its own, so that nothing is read from an earlier one.
 */
@NullMarked
package dev.kith.jpa;

import org.jspecify.annotations.NullMarked;
