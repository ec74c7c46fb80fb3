/**
 * The sockets that others plug into. Each extension point is one file: it says who calls it, on which thread, how often,
 * in which order, what happens when it fails, what may be null, and whether the same call may come twice. It needs
 * nothing but the JDK.
 *
 * <p><b>Which provider is taken.</b> For every extension point the first rank that has one wins:
 *
 * <ol>
 *   <li>what the host passed to the builder,
 *   <li>a CDI bean,
 *   <li>a {@link java.util.ServiceLoader} provider,
 *   <li>the default.
 * </ol>
 *
 * <p>A configured name ({@code kith.notifier=acme}, {@code kith.code-generator}, {@code kith.user-schema-provider},
 * {@code kith.authenticator}, {@code kith.access-policy}, {@code kith.organization-directory},
 * {@code kith.verification-service}) picks the provider whose {@code name()} it is, whatever its rank. Two providers of
 * one rank without a configured name, a name that nobody has, and a provider that cannot be created stop the start with a
 * sentence that names them and the remedy. Notifiers are chosen for each channel by itself, among those that carry it, so
 * that one for text messages does not take the place of the one for mail; {@code kith.notifier} may name several.
 *
 * <p>Of {@link dev.kith.spi.UserEventListener event listeners} all that are found are called, whatever their rank, unless
 * {@code kith.event-listeners} names some; no two may have the same name.
 *
 * <p><b>Life.</b> A provider serves all calls until the end. One that Kith created itself (by {@code ServiceLoader}) and
 * that is {@link java.lang.AutoCloseable} is closed once, after the last call; what a host passed or a container manages
 * stays theirs.
 */
@NullMarked
package dev.kith.spi;

import org.jspecify.annotations.NullMarked;
