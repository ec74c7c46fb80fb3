/**
 * Tests for people who write a provider: for each extension point a class to extend, with a test for each promise that the
 * extension point's documentation makes.
 *
 * <p>What a project needs, all in test scope: {@code dev.kith:kith-spi} with type {@code test-jar} beside the plain
 * {@code dev.kith:kith-spi}, {@code org.junit.jupiter:junit-jupiter} and {@code org.assertj:assertj-core}. Then
 *
 * <pre>{@code
 * class ChatNotifierTest extends NotifierContract {
 *     @Override
 *     protected Notifier notifier() {
 *         return new ChatNotifier(URI.create("http://127.0.0.1:" + server.port()));
 *     }
 * }
 * }</pre>
 *
 * <p>is a whole test. Methods that return an {@link java.util.Optional} are offers: who can show more (what arrived, a far
 * end that hangs) overrides them, and more is tested; tests without their offer are reported as skipped.
 */
@NullMarked
package dev.kith.spi.contract;

import org.jspecify.annotations.NullMarked;
