package dev.kith.transport.grpc.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.transport.grpc.message.MessageType.Field;
import dev.kith.transport.grpc.message.MessageType.FieldKind;
import dev.kith.transport.grpc.wire.BadRequest;
import dev.kith.transport.grpc.wire.CreateUser;
import dev.kith.transport.grpc.wire.CreateUserRequest;
import dev.kith.transport.grpc.wire.Details;
import dev.kith.transport.grpc.wire.GetUser;
import dev.kith.transport.grpc.wire.GetUserResponse;
import dev.kith.transport.grpc.wire.Organization;
import dev.kith.transport.grpc.wire.RetryInfo;
import dev.kith.transport.grpc.wire.ReturnEmailVerificationCode;
import dev.kith.transport.grpc.wire.SendEmailVerificationCode;
import dev.kith.transport.grpc.wire.SetContact;
import dev.kith.transport.grpc.wire.SetEmail;
import dev.kith.transport.grpc.wire.State;
import dev.kith.transport.grpc.wire.schema.SearchUserSchemasRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON form of messages, against what protobuf itself makes of the same messages. */
class MessageJsonTest {
    private static final String USERS = "zitadel.resources.user.v3alpha.ZITADELUsers";
    private static final String SCHEMAS = "zitadel.resources.userschema.v3alpha.ZITADELUserSchemas";
    private static final MessageType CREATE = MessageType.ofRequest(USERS, "CreateUser");
    private static final MessageType SEARCH = MessageType.ofRequest(SCHEMAS, "SearchUserSchemas");
    private static final MessageType STRUCT = MessageType.named("google.protobuf.Struct");

    @Test
    void a_request_is_what_it_is_in_binary() throws Exception {
        CreateUserRequest expected = CreateUserRequest.newBuilder()
                .setOrganization(Organization.newBuilder().setOrgId("org1"))
                .setUser(CreateUser.newBuilder()
                        .setSchemaId("person")
                        .setUserId("")
                        .setData(Struct.newBuilder()
                                .putFields("name", text("Žofie"))
                                .putFields(
                                        "none",
                                        Value.newBuilder()
                                                .setNullValue(NullValue.NULL_VALUE)
                                                .build()))
                        .setContact(SetContact.newBuilder()
                                .setEmail(SetEmail.newBuilder()
                                        .setAddress("a@b.example")
                                        .setSendCode(SendEmailVerificationCode.newBuilder()
                                                .setUrlTemplate("https://app.example/{{.Code}}")))))
                .build();

        byte[] encoded = encode(CREATE, """
                {"organization": {"orgId": "org1"}, "unknown": {"a": [1]}, "instance": null,
                 "user": {"schema_id": "person", "userId": "", "data": {"name": "Žofie", "none": null},
                          "contact": {"email": {"address": "a@b.example", "returnCode": null,
                                                "sendCode": {"urlTemplate": "https://app.example/{{.Code}}"}}}}}
                """);

        assertThat(CreateUserRequest.parseFrom(encoded)).isEqualTo(expected);
    }

    @Test
    void an_empty_message_within_another_is_there() throws Exception {
        CreateUserRequest read = CreateUserRequest.parseFrom(
                encode(CREATE, "{\"user\":{\"contact\":{\"email\":{\"returnCode\":{}}},\"data\":{}}}"));

        assertThat(read.getUser().hasData()).isTrue();
        assertThat(read.getUser().getContact().getEmail().getReturnCode())
                .isEqualTo(ReturnEmailVerificationCode.getDefaultInstance());
        assertThat(read.hasOrganization()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n\t", "{}"})
    void nothing_is_a_message_without_members(String text) throws Exception {
        assertThat(encode(CREATE, text)).isEmpty();
    }

    @Test
    void numbers_may_be_texts_and_constants_may_be_numbers() throws Exception {
        SearchUserSchemasRequest numbers = search(
                "{\"query\":{\"offset\":18446744073709551615,\"limit\":4294967295,\"desc\":true},\"sortingColumn\":2}");
        SearchUserSchemasRequest texts =
                search("{\"query\":{\"offset\":\"18446744073709551615\",\"limit\":\"4294967295\","
                        + "\"desc\":true},\"sorting_column\":\""
                        + numbers.getSortingColumn().name() + "\"}");

        assertThat(texts).isEqualTo(numbers);
        assertThat(numbers.getQuery().getOffset()).isEqualTo(-1L);
        assertThat(numbers.getQuery().getLimit()).isEqualTo(-1);
        assertThat(search("{\"query\":{\"limit\":1.0e2}}").getQuery().getLimit())
                .isEqualTo(100);
        assertThat(search("{\"filters\":[{},{\"idFilter\":{\"id\":\"a\"}}]}").getFiltersCount())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | CreateUserRequest: object expected",
                "null | CreateUserRequest: object expected",
                "{\"user\":1} | CreateUserRequest.user: object expected",
                "{\"user\":{\"schemaId\":1}} | CreateUser.schemaId: string expected",
                "{\"user\":{\"data\":[]}} | CreateUser.data: object expected",
                "{\"user\":{\"schemaId\":\"a\",\"schema_id\":\"a\"}} | CreateUser: schemaId is given twice",
                "{\"user\":{},\"user\":{}} | body is not valid JSON: duplicate member name",
                "{\"user\":{\"contact\":{\"email\":{\"isVerified\":true,\"returnCode\":{}}}}}"
                        + " | SetEmail: isVerified and returnCode are mutually exclusive",
                "{\"user\":{\"contact\":{\"email\":{\"isVerified\":\"true\"}}}} | SetEmail.isVerified: true or false expected",
                "{ | body is not valid JSON: expected '\"' at position 1"
            })
    void what_is_no_such_message_is_refused(String text, String why) {
        assertThatThrownBy(() -> encode(CREATE, text))
                .isInstanceOf(MessageJson.UnreadableJson.class)
                .hasMessageStartingWith(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"query\":{\"limit\":-1}} | SearchQuery.limit: integer from 0 to 4294967295 expected",
                "{\"query\":{\"limit\":4294967296}} | SearchQuery.limit: integer from 0 to 4294967295 expected",
                "{\"query\":{\"limit\":1.5}} | SearchQuery.limit: integer expected",
                "{\"query\":{\"limit\":\"x\"}} | SearchQuery.limit: integer expected",
                "{\"query\":{\"limit\":true}} | SearchQuery.limit: integer from 0 to 4294967295 expected",
                "{\"query\":{\"offset\":18446744073709551616}} | SearchQuery.offset: integer from 0 to",
                "{\"sortingColumn\":\"NAME\"} | SearchUserSchemasRequest.sortingColumn: unknown name",
                "{\"sortingColumn\":2147483648} | SearchUserSchemasRequest.sortingColumn: integer from",
                "{\"filters\":{}} | SearchUserSchemasRequest.filters: array expected",
                "{\"filters\":[null]} | SearchUserSchemasRequest.filters: object expected"
            })
    void numbers_constants_and_lists_are_judged(String text, String why) {
        assertThatThrownBy(() -> encode(SEARCH, text))
                .isInstanceOf(MessageJson.UnreadableJson.class)
                .hasMessageStartingWith(why);
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused() {
        assertThatThrownBy(() -> MessageJson.encode(CREATE, new byte[] {'"', (byte) 0xFF, '"'}))
                .isInstanceOf(MessageJson.UnreadableJson.class)
                .hasMessage("body is not valid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "-1.5e-3", "9007199254740991", "-9007199254740991", "1e2", "0", "1.0"})
    void numbers_of_the_data_that_a_double_holds_come_back(String number) throws Exception {
        Json data = JsonText.read("{\"a\":" + number + "}");

        assertThat(MessageJson.decode(STRUCT, encode(STRUCT, JsonText.write(data))))
                .isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9007199254740992", "1e300", "0.1000000000000000000001", "1e-400", "1e999", "-9007199254740993"})
    void numbers_of_the_data_that_would_be_rounded_are_refused(String number) {
        assertThatThrownBy(() -> encode(STRUCT, "{\"a\":[" + number + "]}"))
                .isInstanceOfSatisfying(
                        MessageJson.UnreadableJson.class,
                        refused -> assertThat(refused.isInexact()).isTrue());
    }

    @Test
    void data_comes_back_as_it_was_sent() throws Exception {
        String data =
                "{\"z\":1,\"a\":[true,false,null,\"\",[],{},[[{\"b\":{}}]]],\"\":{\"c\":\"\\u0000\uD83D\uDE00\"}}";

        byte[] encoded = encode(STRUCT, data);

        assertThat(JsonText.write(MessageJson.decode(STRUCT, encoded))).isEqualTo(data);
        assertThat(JsonText.write(
                        MessageJson.decode(STRUCT, Struct.parseFrom(encoded).toByteArray())))
                .isEqualTo(data);
    }

    @Test
    void long_texts_deep_in_the_data_come_back() throws Exception {
        String data = "{\"a\":".repeat(60) + "\"" + "x".repeat(200_000) + "\"" + "}".repeat(60);

        assertThat(JsonText.write(MessageJson.decode(STRUCT, encode(STRUCT, data))))
                .isEqualTo(data);
    }

    @Test
    void an_answer_has_the_members_that_are_set_in_the_order_of_their_declaration() {
        GetUserResponse answer = GetUserResponse.newBuilder()
                .setUser(GetUser.newBuilder()
                        .setState(State.USER_STATE_LOCKED)
                        .setData(Struct.newBuilder()
                                .putFields(
                                        "list",
                                        Value.newBuilder()
                                                .setListValue(ListValue.newBuilder()
                                                        .addValues(Value.newBuilder()
                                                                .setNumberValue(7)))
                                                .build()))
                        .setDetails(Details.newBuilder()
                                .setId("u1")
                                .setCreated(Timestamp.newBuilder().setSeconds(1_767_323_045))
                                .setChanged(Timestamp.newBuilder()
                                        .setSeconds(1_767_323_045)
                                        .setNanos(123_456_000))))
                .build();

        assertThat(JsonText.write(MessageJson.decode(MessageType.ofResponse(USERS, "GetUser"), answer.toByteArray())))
                .isEqualTo("{\"user\":{\"details\":{\"id\":\"u1\",\"created\":\"2026-01-02T03:04:05Z\","
                        + "\"changed\":\"2026-01-02T03:04:05.123456Z\"},\"data\":{\"list\":[7]},"
                        + "\"state\":\"USER_STATE_LOCKED\"}}");
    }

    @Test
    void numbers_that_are_packed_into_one_value_are_taken_apart() {
        byte[] authenticators = {0x1A, 0x02, 0x01, 0x02};

        assertThat(JsonText.write(MessageJson.decode(
                        MessageType.named("zitadel.resources.userschema.v3alpha.UserSchema"), authenticators)))
                .isEqualTo(
                        "{\"possibleAuthenticators\":[\"AUTHENTICATOR_TYPE_USERNAME\",\"AUTHENTICATOR_TYPE_PASSWORD\"]}");
    }

    @Test
    void times_are_read_with_any_offset() throws Exception {
        MessageType type = MessageType.named("google.protobuf.Timestamp");

        assertThat(Timestamp.parseFrom(encode(type, "\"2026-01-02T04:04:05.5+01:00\"")))
                .isEqualTo(Timestamp.newBuilder()
                        .setSeconds(1_767_323_045)
                        .setNanos(500_000_000)
                        .build());
        assertThat(Timestamp.parseFrom(encode(type, "\"1969-12-31T23:59:59.5Z\"")))
                .isEqualTo(Timestamp.newBuilder()
                        .setSeconds(-1)
                        .setNanos(500_000_000)
                        .build());
        for (String wrong : new String[] {"\"yesterday\"", "\"2026-01-02\"", "\"+12026-01-02T04:04:05Z\"", "1"}) {
            assertThatThrownBy(() -> encode(type, wrong)).isInstanceOf(MessageJson.UnreadableJson.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1s", "0, 0, 0s", "100, 500000000, 100.5s", "0, 1, 0.000000001s"})
    void durations_are_seconds(long seconds, int nanos, String text) {
        RetryInfo retry = RetryInfo.newBuilder()
                .setRetryDelay(Duration.newBuilder().setSeconds(seconds).setNanos(nanos))
                .build();

        assertThat(JsonText.write(MessageJson.decode(MessageType.named("google.rpc.RetryInfo"), retry.toByteArray())))
                .isEqualTo("{\"retryDelay\":\"" + text + "\"}");
    }

    @Test
    void what_nobody_knows_is_left_out_of_an_answer() {
        byte[] withUnknown = {(byte) 0xF8, 0x3F, 0x01};

        assertThat(MessageJson.decode(MessageType.named("google.rpc.BadRequest"), withUnknown))
                .isEqualTo(Json.Obj.EMPTY);
        assertThat(JsonText.write(MessageJson.decode(
                        MessageType.named("google.rpc.BadRequest"),
                        BadRequest.newBuilder()
                                .addFieldViolations(
                                        BadRequest.FieldViolation.newBuilder().setField("/a"))
                                .build()
                                .toByteArray())))
                .isEqualTo("{\"fieldViolations\":[{\"field\":\"/a\"}]}");
    }

    /** There are types with a JSON form of their own that are not known here; none may come into a call unnoticed. */
    @Test
    void every_type_of_a_call_has_a_form_that_is_known() {
        Set<String> seen = new HashSet<>();
        WireDescription description = WireDescription.read();
        description.requests().values().forEach(type -> look(type, seen));
        description.responses().values().forEach(type -> look(type, seen));

        assertThat(seen.stream().filter(name -> name.startsWith("google.")))
                .containsExactlyInAnyOrder(
                        "google.protobuf.Struct",
                        "google.protobuf.Struct.FieldsEntry",
                        "google.protobuf.Value",
                        "google.protobuf.ListValue",
                        "google.protobuf.Timestamp");
        assertThat(seen.stream().filter(name -> name.endsWith("Entry")))
                .containsExactly("google.protobuf.Struct.FieldsEntry");
    }

    private static void look(MessageType type, Set<String> seen) {
        if (seen.add(type.fullName())) {
            for (Field field : type.fields()) {
                assertThat(field.jsonName()).isNotEmpty();
                if (field.kind() == FieldKind.MESSAGE) {
                    look(field.ofMessages(), seen);
                }
            }
        }
    }

    private static SearchUserSchemasRequest search(String text) throws Exception {
        return SearchUserSchemasRequest.parseFrom(encode(SEARCH, text));
    }

    private static Value text(String value) {
        return Value.newBuilder().setStringValue(value).build();
    }

    private static byte[] encode(MessageType type, String text) throws MessageJson.UnreadableJson {
        return MessageJson.encode(type, text.getBytes(StandardCharsets.UTF_8));
    }
}
