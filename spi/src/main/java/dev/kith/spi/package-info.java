/**
 * The extension points of Kith. Each of them is one file that says who calls it, on which thread, how often, in which
 * order, what happens when it fails, what may be null, and whether the same call may be repeated. It needs nothing but
 * the JDK.
 *
 * <p><b>Which provider is used.</b> For each extension point, the first source that has a provider wins:
 *
 * <ol>
 *   <li>what the host passes to the builder,
 *   <li>a CDI bean,
 *   <li>a {@link java.util.ServiceLoader} provider,
 *   <li>the default.
 * </ol>
 *
 * <p>A configured name ({@code kith.notifier=acme}, {@code kith.code-generator}, {@code kith.user-schema-provider},
 * {@code kith.authenticator}, {@code kith.access-policy}, {@code kith.organization-directory},
 * {@code kith.verification-service}) selects the provider with that {@code name()}, whatever its source. Two providers from
 * one source without a configured name, a name that no provider has, and a provider that cannot be created make the start
 * fail with a message that names them and the remedy. Notifiers are chosen separately for each channel, among those that
 * carry it, so that one for text messages does not replace the one for mail; {@code kith.notifier} may name several.
 *
 * <p>All {@link dev.kith.spi.UserEventListener event listeners} that are found are called, whatever their source, unless
 * {@code kith.event-listeners} names some; no two may have the same name.
 *
 * <p><b>Settings.</b> A provider that also implements {@link dev.kith.spi.Configurable} gets the settings below
 * {@code kith.plugin.<name>.}, once, before it is used.
 *
 * <p><b>Request.</b> On a thread that serves a request, {@link dev.kith.spi.RequestId#current()} has its id, for what a
 * provider logs.
 *
 * <p><b>Lifecycle.</b> A provider serves all calls until Kith is closed. One that Kith created itself (by
 * {@code ServiceLoader}) and that is {@link java.lang.AutoCloseable} is closed once, after the last call. What a host
 * passed or a container manages is not closed.
 */
@NullMarked
package dev.kith.spi;

import org.jspecify.annotations.NullMarked;
