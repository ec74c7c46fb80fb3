package dev.kith.json;

import static dev.kith.json.Given.object;
import static dev.kith.json.Given.revision;
import static dev.kith.json.Given.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.Documents.DataSchema;
import dev.kith.core.Documents.RefusalReason;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.core.Meters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SchemaCacheTest {
    private static final CompiledSchema SCHEMA = (CompiledSchema) Given.schema("{}");

    @Test
    void a_revision_is_compiled_once_and_kept() throws SchemaRefused {
        SchemaDocuments documents = new SchemaDocuments(2, DataLimits.DEFAULT, Meters.NONE);

        assertThat(documents.compiled("s", 1)).isEmpty();
        DataSchema first = documents.compile(revision("s", 1, "{'required':['a']}"));

        assertThat(documents.compile(revision("s", 1, "{'required':['a']}"))).isSameAs(first);
        assertThat(documents.compiled("s", 1)).containsSame(first);
        assertThat(documents.compiled("s", 2)).isEmpty();
        assertThat(documents.compiled("t", 1)).isEmpty();
    }

    @Test
    void each_revision_is_judged_by_its_own_document() throws SchemaRefused {
        SchemaDocuments documents = new SchemaDocuments(2, DataLimits.DEFAULT, Meters.NONE);

        DataSchema one = documents.compile(revision("s", 1, "{'required':['a']}"));
        DataSchema two = documents.compile(revision("s", 2, "{'required':['b']}"));

        assertThat(told(one.faults(object("{'b':1}")))).containsExactly("/a REQUIRED");
        assertThat(two.faults(object("{'b':1}"))).isEmpty();
    }

    @Test
    void the_schemas_that_were_used_last_are_kept() throws SchemaRefused {
        SchemaCache cache = new SchemaCache(2, 1_000, Meters.NONE);
        cache.get("a", 1, () -> SCHEMA);
        cache.get("b", 1, () -> SCHEMA);
        cache.find("a", 1);
        cache.get("c", 1, () -> SCHEMA);

        assertThat(cache.find("a", 1)).isPresent();
        assertThat(cache.find("b", 1)).isEmpty();
        assertThat(cache.find("c", 1)).isPresent();
    }

    @Test
    void large_schemas_leave_room_for_few_others() throws SchemaRefused {
        CompiledSchema large = (CompiledSchema) Given.schema("{'allOf':[{},{},{},{}]}");
        SchemaCache cache = new SchemaCache(100, 6, Meters.NONE);
        cache.get("a", 1, () -> SCHEMA);
        cache.get("b", 1, () -> SCHEMA);
        cache.get("large", 1, () -> large);

        assertThat(large.weight()).isEqualTo(5);
        assertThat(cache.find("a", 1)).isEmpty();
        assertThat(cache.find("b", 1)).isPresent();
        assertThat(cache.find("large", 1)).isPresent();
        cache.get("large", 2, () -> large);
        assertThat(cache.find("b", 1)).isEmpty();
        assertThat(cache.find("large", 2)).isPresent();
    }

    @Test
    void a_refusal_is_kept_as_well() {
        SchemaCache cache = new SchemaCache(2, 1_000, Meters.NONE);
        AtomicInteger compilations = new AtomicInteger();

        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(SchemaRefused.class)
                    .isThrownBy(() -> cache.get("a", 1, () -> {
                        compilations.incrementAndGet();
                        throw new SchemaRefused(RefusalReason.SIZE, "No good.");
                    }))
                    .withMessage("No good.");
        }
        assertThat(compilations).hasValue(1);
        assertThat(cache.find("a", 1)).isEmpty();
    }

    @Test
    void an_error_stays_one() {
        OutOfMemoryError full = new OutOfMemoryError("Java heap space");

        assertThatThrownBy(() -> new SchemaCache(2, 1_000, Meters.NONE).get("a", 1, () -> {
                    throw full;
                }))
                .isSameAs(full);
    }

    @Test
    void an_accident_is_not_kept() throws SchemaRefused {
        SchemaCache cache = new SchemaCache(2, 1_000, Meters.NONE);

        assertThatThrownBy(() -> cache.get("a", 1, () -> {
                    throw new IllegalStateException("accident");
                }))
                .hasMessage("accident");
        assertThat(cache.get("a", 1, () -> SCHEMA)).isSameAs(SCHEMA);
    }

    @Test
    void those_who_ask_at_the_same_time_share_one_compilation_and_nobody_else_waits() throws Exception {
        SchemaCache cache = new SchemaCache(2, 1_000, Meters.NONE);
        AtomicInteger compilations = new AtomicInteger();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<DataSchema>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(threads.submit(() -> cache.get("slow", 1, () -> {
                    compilations.incrementAndGet();
                    entered.countDown();
                    await(released);
                    return SCHEMA;
                })));
            }
            await(entered);

            assertThat(cache.get("other", 1, () -> SCHEMA)).isSameAs(SCHEMA);
            released.countDown();
            for (Future<DataSchema> answer : answers) {
                assertThat(answer.get()).isSameAs(SCHEMA);
            }
            assertThat(compilations).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void one_compiled_schema_serves_several_threads() throws Exception {
        DataSchema schema = Given.schema("{'properties':{'n':{'minimum':5},'t':{'pattern':'^a+$'}},"
                + "'patternProperties':{'^x':{'type':'integer'}},'unevaluatedProperties':false}");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> mismatches = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                mismatches.add(threads.submit(() -> mismatches(schema)));
            }
            for (Future<Integer> mismatch : mismatches) {
                assertThat(mismatch.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int mismatches(DataSchema schema) {
        int mismatches = 0;
        for (int i = 0; i < 500; i++) {
            boolean fits = i % 2 == 0;
            String data = fits ? "{'n':" + (5 + i) + ",'t':'aaa','x" + i + "':1}" : "{'n':1,'t':'b','x':'a'}";
            List<String> expected = fits ? List.of() : List.of("/n MINIMUM", "/t PATTERN", "/x TYPE");
            mismatches +=
                    told(schema.faults(object(data))).stream().sorted().toList().equals(expected) ? 0 : 1;
        }
        return mismatches;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
