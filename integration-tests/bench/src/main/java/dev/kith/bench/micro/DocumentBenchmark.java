package dev.kith.bench.micro;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.core.Documents.Cover;
import dev.kith.core.Documents.DataSchema;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.json.SchemaDocuments;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading the data of a user (15 properties), judging it by its schema, and patching it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DocumentBenchmark {
    private static final String DATA = """
        {"givenName":"Ada","familyName":"Quill","department":"ops","level":17,"nickName":"aq","tags":["one","two"],\
        "birthdate":"1990-02-03","employeeNumber":"AB123456","salaryBand":3,"locale":"en-GB","homepage":"https://example.com/u",\
        "active":true,"workEmail":"w@example.com","manager":"Mo","address":{"street":"1 Main","city":"Bern","country":"CH"}}\
        """;

    private static final String SCHEMA = """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","required":["givenName","familyName"],
        "urn:zitadel:schema:permission":{"owner":"rw","self":"rw"},"properties":{
        "givenName":{"type":"string","maxLength":100},"familyName":{"type":"string","maxLength":100},
        "department":{"enum":["eng","ops","sales"]},"level":{"type":"integer","minimum":1,"maximum":99},
        "employeeNumber":{"type":"string","pattern":"^[A-Z]{2}[0-9]{6}$"},"salaryBand":{"type":"integer"},
        "tags":{"type":"array","items":{"type":"string","maxLength":20},"maxItems":10},
        "address":{"type":"object","properties":{"country":{"enum":["AT","CH","DE"]}}}}}
        """;

    private static final String PATCH = "{\"level\":18,\"nickName\":null,\"address\":{\"city\":\"Thun\"}}";

    private final SchemaDocuments documents = new SchemaDocuments();
    private final Json.Obj data;
    private final Json patch;
    private final DataSchema schema;

    /** Compiles the schema. */
    public DocumentBenchmark() {
        try {
            data = (Json.Obj) JsonText.read(DATA);
            patch = JsonText.read(PATCH);
            schema = documents.compile(new UserSchema("bench", "bench", 1, true, SCHEMA));
        } catch (JsonText.Unreadable | SchemaRefused e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads. */
    @Benchmark
    public Json read() throws JsonText.Unreadable {
        return JsonText.read(DATA);
    }

    /** Writes. */
    @Benchmark
    public String write() {
        return JsonText.write(data);
    }

    /** Validates. */
    @Benchmark
    public Object validate() {
        return schema.faults(data);
    }

    /** Merges. */
    @Benchmark
    public Object merge() {
        return documents.merge(data, patch, Cover.NONE);
    }
}
