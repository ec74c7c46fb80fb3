package dev.kith.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import dev.kith.api.Json;
import dev.kith.api.schemas.AuthenticatorType;
import dev.kith.api.schemas.CreateUserSchema;
import dev.kith.api.schemas.PatchUserSchema;
import dev.kith.api.schemas.SchemaFilter;
import dev.kith.api.schemas.SearchUserSchemas;
import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.transport.BinaryCalls;
import dev.kith.transport.CallObserver;
import dev.kith.transport.RecordingAccounts;
import dev.kith.transport.RecordingSchemas;
import dev.kith.transport.TestTransport;
import dev.kith.transport.TransportContext;
import dev.kith.transport.grpc.wire.SearchQuery;
import dev.kith.transport.grpc.wire.schema.CreateUserSchemaRequest;
import dev.kith.transport.grpc.wire.schema.DeleteUserSchemaRequest;
import dev.kith.transport.grpc.wire.schema.GetUserSchemaRequest;
import dev.kith.transport.grpc.wire.schema.IDFilter;
import dev.kith.transport.grpc.wire.schema.NotFilter;
import dev.kith.transport.grpc.wire.schema.PatchUserSchemaRequest;
import dev.kith.transport.grpc.wire.schema.PatchUserSchemaResponse;
import dev.kith.transport.grpc.wire.schema.SearchFilter;
import dev.kith.transport.grpc.wire.schema.SearchUserSchemasRequest;
import dev.kith.transport.grpc.wire.schema.SearchUserSchemasResponse;
import dev.kith.transport.grpc.wire.schema.UserSchema;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages about schemas become commands, and results become messages. */
class SchemaCallsTest {
    private static final Json.Obj INEXACT =
            Json.Obj.EMPTY.with("maximum", new Json.Num(new BigDecimal("12345678901234567890")));

    private final RecordingSchemas schemas = new RecordingSchemas();
    private final TransportContext transport =
            TestTransport.context(new RecordingAccounts(), schemas, admission -> BinaryCalls.NONE);
    private final BinaryCalls calls = new GrpcWebCalls(
            transport.accounts(),
            transport.search(),
            schemas,
            transport.admission(),
            transport.clock(),
            CallObserver.NONE);

    @Test
    void a_search_has_its_page_its_order_and_its_filters() {
        call(
                "SearchUserSchemas",
                SearchUserSchemasRequest.newBuilder()
                        .setQuery(SearchQuery.newBuilder()
                                .setOffset(-1)
                                .setLimit(7)
                                .setDesc(true))
                        .setSortingColumnValue(99)
                        .addFilters(SearchFilter.newBuilder()
                                .setNotFilter(NotFilter.newBuilder()
                                        .setFilter(SearchFilter.newBuilder()
                                                .setIdFilter(IDFilter.newBuilder()
                                                        .setId("s1")
                                                        .setMethodValue(4)))))
                        .addFilters(SearchFilter.getDefaultInstance())
                        .build(),
                Map.of());

        SearchUserSchemas command = schemas.only(SearchUserSchemas.class);
        assertThat(command.offset()).isEqualTo(Long.MAX_VALUE);
        assertThat(command.limit()).isEqualTo(7);
        assertThat(command.descending()).isTrue();
        assertThat(command.column()).isEqualTo(SearchUserSchemas.Column.UNRECOGNIZED);
        assertThat(command.filters())
                .containsExactly(
                        new SchemaFilter.Not(new SchemaFilter.ById("s1", TextFilterMethod.CONTAINS)),
                        new SchemaFilter.Nothing());
    }

    @Test
    void a_document_with_a_number_that_is_no_exact_double_does_not_spoil_a_page() throws Exception {
        schemas.keep(INEXACT);

        WebAnswer answer = answer("SearchUserSchemas", SearchUserSchemasRequest.getDefaultInstance());

        SearchUserSchemasResponse page = SearchUserSchemasResponse.parseFrom(answer.onlyMessage());
        assertThat(page.getResult(0).getConfig().hasSchema()).isFalse();
        assertThat(page.getResult(0).getDetails().getId()).isEqualTo("s1");
        assertThat(answer.trailers()).containsEntry("grpc-status", "0").containsEntry("kith-left-out", "s1");
    }

    @Test
    void such_a_document_cannot_be_read_alone() {
        schemas.keep(INEXACT);

        WebAnswer answer = answer(
                "GetUserSchema", GetUserSchemaRequest.newBuilder().setId("s1").build());

        assertThat(answer.trailers()).containsEntry("grpc-status", "9");
        assertThat(answer.trailers().get("grpc-message")).contains("KITH-NUMBER");
    }

    @Test
    void a_list_of_ids_that_were_left_out_has_only_what_metadata_may_have() {
        assertThat(StatusTrailers.leftOut(List.of("a,b", "\u00E4"))).containsEntry("kith-left-out", "a%2Cb,%C3%A4");
        assertThat(StatusTrailers.leftOut(List.of())).isEmpty();
        assertThat(StatusTrailers.leftOut(java.util.Collections.nCopies(25, "x")))
                .containsEntry("kith-left-out", "x" + ",x".repeat(19));
    }

    @Test
    void a_dry_run_is_asked_for_and_answered_by_metadata() throws Exception {
        BinaryCalls.BinaryResponse answer = call(
                "PatchUserSchema",
                PatchUserSchemaRequest.newBuilder().setId("s1").build(),
                Map.of("kith-dry-run", "true"));

        assertThat(schemas.only(PatchUserSchema.class).preconditions().options().dryRun())
                .isTrue();
        assertThat(answer.headers()).containsEntry("kith-dry-run", "true").doesNotContainKey("etag");
        PatchUserSchemaResponse message =
                PatchUserSchemaResponse.parseFrom(WebAnswer.of(answer.body()).onlyMessage());
        assertThat(message.getKithImpact().getFailing()).isEqualTo(1);
        assertThat(message.getKithImpact().getSamples(0).getViolations(0).getReason())
                .isEqualTo("REQUIRED");
    }

    @Test
    void what_cannot_be_rehearsed_is_not_done() {
        BinaryCalls.BinaryResponse answer = call(
                "DeleteUserSchema",
                DeleteUserSchemaRequest.newBuilder().setId("s1").build(),
                Map.of("kith-dry-run", "true"));

        assertThat(WebAnswer.of(answer.body()).trailers().get("grpc-message")).contains("KITH-DRY-RUN");
        assertThat(schemas.calls()).isEmpty();
    }

    @Test
    void a_number_that_no_authenticator_has_is_told_apart() {
        call(
                "CreateUserSchema",
                CreateUserSchemaRequest.newBuilder()
                        .setUserSchema(UserSchema.newBuilder()
                                .setType("Staff")
                                .addPossibleAuthenticatorsValue(2)
                                .addPossibleAuthenticatorsValue(99))
                        .build(),
                Map.of());

        CreateUserSchema.NewSchema schema = schemas.only(CreateUserSchema.class).schema();
        assertThat(schema).isNotNull();
        assertThat(schema.document()).isNull();
        assertThat(schema.authenticators()).containsExactly(AuthenticatorType.PASSWORD, AuthenticatorType.UNRECOGNIZED);
    }

    private WebAnswer answer(String method, MessageLite message) {
        return WebAnswer.of(call(method, message, Map.of()).body());
    }

    private BinaryCalls.BinaryResponse call(String method, MessageLite message, Map<String, String> metadata) {
        Map<String, String> head = new HashMap<>(metadata);
        head.put("content-type", "application/grpc-web+proto");
        head.put("authorization", GrpcServer.ADMIN);
        return calls.call(
                        SchemaMethods.SERVICE, method, new HeadOf(head), new ByteArrayInputStream(Wire.frame(message)))
                .orElseThrow();
    }
}
