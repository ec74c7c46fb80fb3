package dev.kith.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.kith.telemetry.HostMeters.HostBeans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A host whose OpenTelemetry is older than the one that Kith is built with. */
class EarlierOpenTelemetryTest {
    private final HostClasses host = HostClasses.withEarlierOpenTelemetry();

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    @Test
    void it_lacks_what_this_is_about() throws Exception {
        assertThat(host.loadClass("io.opentelemetry.api.metrics.DoubleHistogramBuilder")
                        .getMethods())
                .extracting(method -> method.getName())
                .doesNotContain("setExplicitBucketBoundariesAdvice");
        assertThat(host.loadClass("io.opentelemetry.api.GlobalOpenTelemetry").getMethods())
                .extracting(method -> method.getName())
                .doesNotContain("isSet");
    }

    @Test
    void the_same_is_counted() throws Exception {
        assertThat(host.answer(ObservedWork.class, "figures"))
                .asInstanceOf(LIST)
                .hasSize(4)
                .isEqualTo(ObservedWork.figures());
    }

    @Test
    void the_same_is_traced() throws Exception {
        assertThat(host.answer(ObservedWork.class, "spans"))
                .asInstanceOf(LIST)
                .hasSize(2)
                .isEqualTo(ObservedWork.spans());
    }

    @Test
    void whether_a_global_one_is_set_cannot_be_asked_so_none_is_taken() throws Exception {
        Class<?> beans = host.loadClass(HostBeans.class.getName());

        Object spans = host.loadClass(HostOpenTelemetry.class.getName())
                .getMethod("spans", String.class, beans)
                .invoke(null, "i1", beans.getField("NONE").get(null));

        assertThat(spans.getClass().getName()).doesNotContain("OpenTelemetrySpans");
    }
}
