/**
 * Tests for authors of providers: for each extension point, a class to extend that tests every promise of its
 * documentation.
 *
 * <p>A project needs, all in test scope: {@code dev.kith:kith-spi} of type {@code test-jar} in addition to the plain
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
 * <p>is a complete test. Methods that return an {@link java.util.Optional} are offers: override them to offer more (the
 * messages that arrived, a far end that hangs), and more is tested; tests without their offer are reported as skipped.
 */
@NullMarked
package dev.kith.spi.contract;

import org.jspecify.annotations.NullMarked;
