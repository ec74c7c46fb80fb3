package dev.kith.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import dev.kith.api.Json;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.CallOptions;
import dev.kith.api.Preconditions.IdempotencyKey;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.Receipt;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserRef;
import dev.kith.api.UserView;
import dev.kith.api.Verification;
import dev.kith.api.VerifyContact;
import dev.kith.api.search.SearchUsers;
import dev.kith.api.search.UserFilter;
import dev.kith.transport.RecordingAccounts;
import dev.kith.transport.grpc.wire.ActivateUserRequest;
import dev.kith.transport.grpc.wire.BadRequest;
import dev.kith.transport.grpc.wire.CreateUser;
import dev.kith.transport.grpc.wire.CreateUserRequest;
import dev.kith.transport.grpc.wire.CreateUserResponse;
import dev.kith.transport.grpc.wire.DeactivateUserRequest;
import dev.kith.transport.grpc.wire.DeleteUserRequest;
import dev.kith.transport.grpc.wire.Details;
import dev.kith.transport.grpc.wire.Email;
import dev.kith.transport.grpc.wire.EmailFilter;
import dev.kith.transport.grpc.wire.ErrorDetail;
import dev.kith.transport.grpc.wire.GetUser;
import dev.kith.transport.grpc.wire.GetUserRequest;
import dev.kith.transport.grpc.wire.Instance;
import dev.kith.transport.grpc.wire.LockUserRequest;
import dev.kith.transport.grpc.wire.NotFilter;
import dev.kith.transport.grpc.wire.Organization;
import dev.kith.transport.grpc.wire.Owner;
import dev.kith.transport.grpc.wire.OwnerType;
import dev.kith.transport.grpc.wire.PatchUser;
import dev.kith.transport.grpc.wire.PatchUserRequest;
import dev.kith.transport.grpc.wire.PatchUserResponse;
import dev.kith.transport.grpc.wire.Phone;
import dev.kith.transport.grpc.wire.ResendContactEmailCodeRequest;
import dev.kith.transport.grpc.wire.ResendContactPhoneCodeRequest;
import dev.kith.transport.grpc.wire.RetryInfo;
import dev.kith.transport.grpc.wire.ReturnEmailVerificationCode;
import dev.kith.transport.grpc.wire.ReturnPhoneVerificationCode;
import dev.kith.transport.grpc.wire.SearchFilter;
import dev.kith.transport.grpc.wire.SearchQuery;
import dev.kith.transport.grpc.wire.SearchUsersRequest;
import dev.kith.transport.grpc.wire.SearchUsersResponse;
import dev.kith.transport.grpc.wire.SendEmailVerificationCode;
import dev.kith.transport.grpc.wire.SendPhoneVerificationCode;
import dev.kith.transport.grpc.wire.SetContactEmailRequest;
import dev.kith.transport.grpc.wire.SetContactEmailResponse;
import dev.kith.transport.grpc.wire.SetContactPhoneRequest;
import dev.kith.transport.grpc.wire.SetEmail;
import dev.kith.transport.grpc.wire.SetPhone;
import dev.kith.transport.grpc.wire.State;
import dev.kith.transport.grpc.wire.StateFilter;
import dev.kith.transport.grpc.wire.Status;
import dev.kith.transport.grpc.wire.TextFilterMethod;
import dev.kith.transport.grpc.wire.UnlockUserRequest;
import dev.kith.transport.grpc.wire.VerifyContactEmailRequest;
import dev.kith.transport.grpc.wire.VerifyContactPhoneRequest;
import dev.kith.transport.grpc.wire.ZITADELUsersGrpc;
import dev.kith.transport.grpc.wire.ZITADELUsersGrpc.ZITADELUsersBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** gRPC, called by a client made from the same definitions. */
class GrpcCallsTest {
    private static final Metadata.Key<String> ETAG = key("etag");

    private final RecordingAccounts accounts = new RecordingAccounts();
    private final GrpcServer server = GrpcServer.of(accounts);
    private final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
            .usePlaintext()
            .maxInboundMetadataSize(8192)
            .build();

    @AfterEach
    void stop() throws Exception {
        channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        server.close();
    }

    @Test
    void patch_hands_over_everything_and_brings_both_codes_back() {
        accounts.answer(RecordingAccounts.receipt("EMAIL1", "PHONE1"));

        PatchUserResponse response = users().patchUser(PatchUserRequest.newBuilder()
                .setInstance(Instance.newBuilder().setId("default"))
                .setOrganization(Organization.newBuilder().setOrgDomain("acme.example"))
                .setId("u1")
                .setUser(PatchUser.newBuilder()
                        .setSchemaId("s2")
                        .setData(Struct.newBuilder()
                                .putFields(
                                        "age",
                                        Value.newBuilder().setNumberValue(7).build()))
                        .setContact(dev.kith.transport.grpc.wire.SetContact.newBuilder()
                                .setEmail(SetEmail.newBuilder()
                                        .setAddress("a@b.c")
                                        .setSendCode(SendEmailVerificationCode.newBuilder()
                                                .setUrlTemplate("https://x/{{.Code}}")))
                                .setPhone(SetPhone.newBuilder().setNumber("123").setIsVerified(true))))
                .build());

        assertThat(accounts.onlyCall().caller().subject()).isEqualTo("root");
        assertThat(accounts.onlyCall().command())
                .isEqualTo(new dev.kith.api.PatchUser(
                        new Preconditions(new Selector.Id("default"), new Selector.Domain("acme.example"), null),
                        "u1",
                        new dev.kith.api.PatchUser.Change.Members(
                                "s2",
                                new Json.Obj(Map.of("age", new Json.Num(BigDecimal.valueOf(7)))),
                                new SetContact(
                                        new SetContact.Email("a@b.c", new Verification.SendCode("https://x/{{.Code}}")),
                                        new SetContact.Phone("123", new Verification.Verified(true))))));
        assertThat(response)
                .isEqualTo(PatchUserResponse.newBuilder()
                        .setDetails(details("u1"))
                        .setEmailCode("EMAIL1")
                        .setPhoneCode("PHONE1")
                        .build());
    }

    @Test
    void members_that_are_not_set_stay_apart_from_empty_ones() {
        users().patchUser(PatchUserRequest.newBuilder().setId("u1").build());
        users().patchUser(PatchUserRequest.newBuilder()
                .setId("u1")
                .setUser(PatchUser.getDefaultInstance())
                .build());
        users().patchUser(PatchUserRequest.newBuilder()
                .setInstance(Instance.getDefaultInstance())
                .setOrganization(Organization.getDefaultInstance())
                .setUser(PatchUser.newBuilder()
                        .setSchemaId("")
                        .setData(Struct.getDefaultInstance())
                        .setContact(dev.kith.transport.grpc.wire.SetContact.newBuilder()
                                .setEmail(SetEmail.getDefaultInstance())))
                .build());

        assertThat(accounts.calls())
                .extracting(RecordingAccounts.Call::command)
                .containsExactly(
                        new dev.kith.api.PatchUser(Preconditions.NONE, "u1", null),
                        new dev.kith.api.PatchUser(
                                Preconditions.NONE, "u1", new dev.kith.api.PatchUser.Change.Members(null, null, null)),
                        new dev.kith.api.PatchUser(
                                new Preconditions(new Selector.Nothing(), new Selector.Nothing(), null),
                                "",
                                new dev.kith.api.PatchUser.Change.Members(
                                        "", Json.Obj.EMPTY, new SetContact(new SetContact.Email("", null), null))));
    }

    @Test
    void each_way_of_verifying_an_email_arrives_as_itself() {
        SetEmail address = SetEmail.newBuilder().setAddress("a@b.c").build();
        List<SetEmail> ways = List.of(
                address,
                address.toBuilder()
                        .setSendCode(SendEmailVerificationCode.getDefaultInstance())
                        .build(),
                address.toBuilder()
                        .setReturnCode(ReturnEmailVerificationCode.getDefaultInstance())
                        .build(),
                address.toBuilder().setIsVerified(true).build(),
                address.toBuilder().setIsVerified(false).build());

        users().setContactEmail(SetContactEmailRequest.newBuilder().setId("u1").build());
        ways.forEach(way -> users().setContactEmail(SetContactEmailRequest.newBuilder()
                .setId("u1")
                .setEmail(way)
                .build()));

        assertThat(accounts.calls())
                .extracting(RecordingAccounts.Call::command)
                .containsExactly(
                        new SetContactEmail(Preconditions.NONE, "u1", null),
                        setEmail(null),
                        setEmail(new Verification.SendCode(null)),
                        setEmail(new Verification.ReturnCode()),
                        setEmail(new Verification.Verified(true)),
                        setEmail(new Verification.Verified(false)));
    }

    @Test
    void set_email_brings_the_code_back_under_its_own_number() throws Exception {
        accounts.answer(RecordingAccounts.receipt("EMAIL1", null));

        SetContactEmailResponse response = users().setContactEmail(
                        SetContactEmailRequest.newBuilder().setId("u1").build());

        assertThat(response.getVerificationCode()).isEqualTo("EMAIL1");
        assertThat(SetContactEmailResponse.VERIFICATION_CODE_FIELD_NUMBER).isEqualTo(3);
    }

    @Test
    void each_way_of_verifying_a_phone_arrives_as_itself() {
        SetPhone number = SetPhone.newBuilder().setNumber("123").build();
        List<SetPhone> ways = List.of(
                number,
                number.toBuilder()
                        .setSendCode(SendPhoneVerificationCode.getDefaultInstance())
                        .build(),
                number.toBuilder()
                        .setReturnCode(ReturnPhoneVerificationCode.getDefaultInstance())
                        .build(),
                number.toBuilder().setIsVerified(true).build());

        accounts.answer(RecordingAccounts.receipt(null, "PHONE1"));

        users().setContactPhone(SetContactPhoneRequest.newBuilder().setId("u1").build());
        ways.forEach(way -> assertThat(users().setContactPhone(SetContactPhoneRequest.newBuilder()
                                .setId("u1")
                                .setPhone(way)
                                .build())
                        .getVerificationCode())
                .isEqualTo("PHONE1"));

        assertThat(accounts.calls())
                .extracting(RecordingAccounts.Call::command)
                .containsExactly(
                        new SetContactPhone(Preconditions.NONE, "u1", null),
                        setPhone(null),
                        setPhone(new Verification.SendCode(null)),
                        setPhone(new Verification.ReturnCode()),
                        setPhone(new Verification.Verified(true)));
    }

    @Test
    void codes_are_redeemed_and_asked_for_again() {
        Organization organization = Organization.newBuilder().setOrgId("org1").build();
        users().verifyContactEmail(VerifyContactEmailRequest.newBuilder()
                .setId("u1")
                .setVerificationCode("ABC")
                .build());
        users().verifyContactPhone(VerifyContactPhoneRequest.newBuilder()
                .setOrganization(organization)
                .setId("u1")
                .setVerificationCode("DEF")
                .build());
        accounts.answer(RecordingAccounts.receipt("EMAIL1", null));
        assertThat(users().resendContactEmailCode(ResendContactEmailCodeRequest.newBuilder()
                                .setId("u1")
                                .setSendCode(
                                        SendEmailVerificationCode.newBuilder().setUrlTemplate("https://x/"))
                                .build())
                        .getVerificationCode())
                .isEqualTo("EMAIL1");
        users().resendContactEmailCode(
                        ResendContactEmailCodeRequest.newBuilder().setId("u1").build());
        accounts.answer(RecordingAccounts.receipt(null, "PHONE1"));
        assertThat(users().resendContactPhoneCode(ResendContactPhoneCodeRequest.newBuilder()
                                .setId("u1")
                                .setReturnCode(ReturnPhoneVerificationCode.getDefaultInstance())
                                .build())
                        .getVerificationCode())
                .isEqualTo("PHONE1");

        assertThat(accounts.calls())
                .extracting(call -> call.method() + " " + call.command())
                .containsExactly(
                        "verifyContactEmail " + new VerifyContact(Preconditions.NONE, "u1", "ABC"),
                        "verifyContactPhone " + new VerifyContact(Preconditions.inOrganization("org1"), "u1", "DEF"),
                        "resendContactEmailCode "
                                + new ResendCode(Preconditions.NONE, "u1", new Verification.SendCode("https://x/")),
                        "resendContactEmailCode " + new ResendCode(Preconditions.NONE, "u1", null),
                        "resendContactPhoneCode "
                                + new ResendCode(Preconditions.NONE, "u1", new Verification.ReturnCode()));
        assertThat(((VerifyContact) accounts.calls().get(0).command()).code()).isEqualTo("ABC");
        assertThat(((VerifyContact) accounts.calls().get(1).command()).code()).isEqualTo("DEF");
    }

    @Test
    void states_are_changed() {
        List<Details> details = List.of(
                users().deactivateUser(
                                DeactivateUserRequest.newBuilder().setId("u1").build())
                        .getDetails(),
                users().activateUser(
                                ActivateUserRequest.newBuilder().setId("u1").build())
                        .getDetails(),
                users().lockUser(LockUserRequest.newBuilder().setId("u1").build())
                        .getDetails(),
                users().unlockUser(UnlockUserRequest.newBuilder().setId("u1").build())
                        .getDetails(),
                users().deleteUser(DeleteUserRequest.newBuilder().setId("u1").build())
                        .getDetails());

        assertThat(details).containsOnly(details("u1"));
        assertThat(accounts.calls())
                .extracting(RecordingAccounts.Call::method)
                .containsExactly("deactivate", "activate", "lock", "unlock", "delete");
        assertThat(accounts.calls())
                .extracting(RecordingAccounts.Call::command)
                .containsOnly(new UserRef(Preconditions.NONE, "u1"));
    }

    @Test
    void a_user_is_created() {
        accounts.answer(RecordingAccounts.receipt("EMAIL1", "PHONE1"));

        CreateUserResponse response = users().createUser(CreateUserRequest.newBuilder()
                .setOrganization(Organization.newBuilder().setOrgId("org1"))
                .setUser(CreateUser.newBuilder()
                        .setSchemaId("s1")
                        .setData(Struct.getDefaultInstance())
                        .setUserId("mine"))
                .build());
        users().createUser(CreateUserRequest.newBuilder()
                .setUser(CreateUser.getDefaultInstance())
                .build());
        users().createUser(CreateUserRequest.getDefaultInstance());

        assertThat(response)
                .isEqualTo(CreateUserResponse.newBuilder()
                        .setDetails(details("u1"))
                        .setEmailCode("EMAIL1")
                        .setPhoneCode("PHONE1")
                        .build());
        assertThat(accounts.calls())
                .extracting(RecordingAccounts.Call::command)
                .containsExactly(
                        new dev.kith.api.CreateUser(
                                Preconditions.inOrganization("org1"),
                                new dev.kith.api.CreateUser.NewUser("s1", Json.Obj.EMPTY, null, "mine")),
                        new dev.kith.api.CreateUser(
                                Preconditions.NONE, new dev.kith.api.CreateUser.NewUser("", null, null, null)),
                        new dev.kith.api.CreateUser(Preconditions.NONE, null));
    }

    @Test
    void a_user_is_read_with_its_data_and_contacts() {
        Json.Obj data =
                new Json.Obj(Map.of("name", new Json.Text("Mini"), "size", new Json.Num(new BigDecimal("0.1"))));
        accounts.answer(RecordingAccounts.view(data, null));

        GetUser user =
                users().getUser(GetUserRequest.newBuilder().setId("u1").build()).getUser();

        assertThat(user.getDetails()).isEqualTo(details("u1"));
        assertThat(user.getSchema().getId()).isEqualTo("s1");
        assertThat(user.getSchema().getType()).isEqualTo("person");
        assertThat(user.getSchema().getRevision()).isEqualTo(3);
        assertThat(user.getData().getFieldsOrThrow("size").getNumberValue()).isEqualTo(0.1);
        assertThat(user.getContact().getEmail().getAddress()).isEqualTo("mini@mouse.com");
        assertThat(user.getContact().getEmail().getIsVerified()).isTrue();
        assertThat(user.getContact().hasPhone()).isFalse();
        assertThat(user.hasAuthenticators()).isFalse();
        assertThat(user.getState()).isEqualTo(State.USER_STATE_LOCKED);
    }

    @Test
    void what_is_pending_comes_in_fields_that_other_clients_ignore() throws Exception {
        UserView view = RecordingAccounts.VIEW;
        accounts.answer(new UserView(
                view.details(),
                "1",
                view.schema(),
                Json.Obj.EMPTY,
                new UserView.ContactView("old@x.ch", true, "new@x.ch"),
                new UserView.ContactView("+41791234567", true, "+41446681800"),
                UserView.State.ACTIVE));

        GetUser user =
                users().getUser(GetUserRequest.newBuilder().setId("u1").build()).getUser();

        assertThat(user.getContact().getEmail().getPendingAddress()).isEqualTo("new@x.ch");
        assertThat(user.getContact().getPhone().getPendingNumber()).isEqualTo("+41446681800");
        assertThat(Email.PENDING_ADDRESS_FIELD_NUMBER).isEqualTo(1001);
        assertThat(Phone.PENDING_NUMBER_FIELD_NUMBER).isEqualTo(1001);
    }

    @Test
    void a_stored_number_without_an_exact_double_is_told_and_not_rounded() {
        Json.Obj data = new Json.Obj(Map.of("n", new Json.Num(new BigDecimal("9007199254740993"))));
        accounts.answer(RecordingAccounts.view(data, null));

        StatusRuntimeException refused = refusal(
                () -> users().getUser(GetUserRequest.newBuilder().setId("u1").build()));

        assertThat(refused.getStatus().getCode().value()).isEqualTo(9);
        assertThat(refused.getStatus().getDescription()).contains("(KITH-NUMBER)");
    }

    @Test
    void search_asks_who_calls() {
        StatusRuntimeException unknown =
                refusal(() -> anonymous().searchUsers(SearchUsersRequest.getDefaultInstance()));

        assertThat(accounts.calls()).isEmpty();
        assertThat(unknown.getStatus().getCode().value()).isEqualTo(16);
        assertThat(unknown.getStatus().getDescription()).isEqualTo("auth header missing");
    }

    @Test
    void a_search_has_filters_order_and_page() {
        users().searchUsers(SearchUsersRequest.newBuilder()
                .setQuery(SearchQuery.newBuilder().setOffset(-1).setLimit(-1).setDesc(true))
                .setSortingColumnValue(77)
                .addFilters(SearchFilter.newBuilder()
                        .setEmailFilter(EmailFilter.newBuilder()
                                .setAddress("a@x")
                                .setMethod(TextFilterMethod.TEXT_FILTER_METHOD_CONTAINS)))
                .addFilters(SearchFilter.newBuilder().setNotFilter(NotFilter.getDefaultInstance()))
                .addFilters(SearchFilter.newBuilder()
                        .setStateFilter(StateFilter.newBuilder().setState(State.USER_STATE_INACTIVE)))
                .build());

        assertThat(accounts.onlyCommand())
                .isEqualTo(new SearchUsers(
                        Preconditions.NONE,
                        Long.MAX_VALUE,
                        4_294_967_295L,
                        true,
                        SearchUsers.UserColumn.UNRECOGNIZED,
                        List.of(
                                new UserFilter.ByEmail("a@x", dev.kith.api.schemas.TextFilterMethod.CONTAINS),
                                new UserFilter.NoneOf(null),
                                new UserFilter.ByState(UserFilter.SearchedState.INACTIVE))));
    }

    @Test
    void data_with_a_number_that_is_no_double_is_left_out_of_a_page() {
        accounts.answer(RecordingAccounts.view(
                new Json.Obj(Map.of("n", new Json.Num(new BigDecimal("0.1000000000000000000001")))), null));

        SearchUsersResponse page = users().searchUsers(SearchUsersRequest.getDefaultInstance());

        assertThat(page.getDetails().getTotalResult()).isEqualTo(7);
        assertThat(page.getResult(0).getDetails().getId()).isEqualTo("u1");
        assertThat(page.getResult(0).hasData()).isFalse();
        assertThat(page.getResult(0).getState()).isEqualTo(State.USER_STATE_LOCKED);
    }

    @Test
    void a_refusal_carries_its_details() throws Exception {
        accounts.refuse(Problem.data(List.of(new Problem.Violation("/näme", "TYPE", "must be a text"))));

        StatusRuntimeException refused = refusal(() -> patch(users()));

        assertThat(refused.getStatus().getCode().value()).isEqualTo(9);
        assertThat(refused.getStatus().getDescription()).isEqualTo("Data invalid for User Schema (COMMAND-SlKXqLSeL6)");
        Status status = statusDetails(refused);
        assertThat(status.getCode()).isEqualTo(9);
        assertThat(status.getMessage()).isEqualTo(refused.getStatus().getDescription());
        assertThat(status.getDetailsList()).hasSize(2);
        assertThat(status.getDetails(0).getTypeUrl()).isEqualTo("type.googleapis.com/zitadel.v1.ErrorDetail");
        assertThat(ErrorDetail.parseFrom(status.getDetails(0).getValue()))
                .isEqualTo(ErrorDetail.newBuilder()
                        .setId("COMMAND-SlKXqLSeL6")
                        .setMessage("Data invalid for User Schema")
                        .build());
        assertThat(status.getDetails(1).getTypeUrl()).isEqualTo("type.googleapis.com/google.rpc.BadRequest");
        BadRequest.FieldViolation violation =
                BadRequest.parseFrom(status.getDetails(1).getValue()).getFieldViolations(0);
        assertThat(violation.getField()).isEqualTo("/näme");
        assertThat(violation.getReason()).isEqualTo("TYPE");
        assertThat(violation.getDescription()).isEqualTo("must be a text");
    }

    @Test
    void a_budget_tells_when_to_come_back() throws Exception {
        accounts.refuse(Problem.rate(Duration.ofMillis(29_500)));

        Status status = statusDetails(refusal(() -> patch(users())));

        assertThat(status.getDetails(1).getTypeUrl()).isEqualTo("type.googleapis.com/google.rpc.RetryInfo");
        assertThat(RetryInfo.parseFrom(status.getDetails(1).getValue()).getRetryDelay())
                .isEqualTo(com.google.protobuf.Duration.newBuilder()
                        .setSeconds(29)
                        .setNanos(500_000_000)
                        .build());
    }

    @Test
    void an_error_without_an_id_has_no_details() {
        accounts.refuse(Problem.of(ProblemCode.FIELD_RULE, "invalid PatchUser.SchemaId: 100 % ünfair\nline"));

        StatusRuntimeException refused = refusal(() -> patch(users()));

        assertThat(refused.getStatus().getCode().value()).isEqualTo(3);
        assertThat(refused.getStatus().getDescription()).isEqualTo("invalid PatchUser.SchemaId: 100 % ünfair\nline");
        assertThat(trailers(refused).containsKey(binaryKey())).isFalse();
    }

    @Test
    void the_largest_refusal_still_fits_into_the_headers_that_clients_accept() {
        List<Problem.Violation> many = new ArrayList<>();
        for (int i = 0; i < Problem.MAX_VIOLATIONS; i++) {
            many.add(new Problem.Violation("/" + "x".repeat(180) + i, "REQUIRED", "y".repeat(180)));
        }
        accounts.refuse(Problem.data(many));
        assertThat(refusal(() -> patch(users())).getStatus().getCode().value()).isEqualTo(9);

        accounts.refuse(Problem.of(ProblemCode.FIELD_RULE, "ä".repeat(100_000)));
        assertThat(refusal(() -> patch(users())).getStatus().getCode().value()).isEqualTo(3);
    }

    @Test
    void an_accident_is_internal_and_tells_nothing_of_itself() {
        accounts.fail(new IllegalStateException("secret of the machine"));

        StatusRuntimeException failed = refusal(() -> patch(users()));

        assertThat(failed.getStatus().getCode().value()).isEqualTo(13);
        assertThat(failed.getStatus().getDescription())
                .startsWith("internal error, incident ")
                .doesNotContain("secret");
    }

    @Test
    void another_instance_is_unknown_once_it_is_known_who_calls() {
        StatusRuntimeException refused = refusal(() -> users().patchUser(PatchUserRequest.newBuilder()
                .setInstance(Instance.newBuilder().setId("other"))
                .build()));

        assertThat(refused.getStatus().getCode().value()).isEqualTo(5);
        assertThat(refused.getStatus().getDescription()).startsWith("unable to set instance using id other");
    }

    @Test
    void the_organization_of_the_metadata_must_exist() {
        StatusRuntimeException refused = refusal(() -> patch(with(users(), "x-zitadel-orgid", "org9")));

        assertThat(refused.getStatus().getCode().value()).isEqualTo(7);
        assertThat(refused.getStatus().getDescription()).isEqualTo("Organisation doesn't exist (AUTH-Bs7Ds)");
        assertThat(patch(with(users(), "x-zitadel-orgid", "org1")).getDetails().getId())
                .isEqualTo("u1");
    }

    @Test
    void a_bad_token_is_unauthenticated() {
        StatusRuntimeException refused = refusal(() -> patch(with(anonymous(), "authorization", "Bearer wrong")));

        assertThat(refused.getStatus().getCode().value()).isEqualTo(16);
        assertThat(refused.getStatus().getDescription()).isEqualTo("Errors.Token.Invalid (AUTH-7fs1e)");
    }

    @Test
    void the_entity_tag_comes_back_and_goes_in_again() {
        AtomicReference<Metadata> headers = new AtomicReference<>();
        AtomicReference<Metadata> trailers = new AtomicReference<>();
        patch(users().withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, trailers)));
        String tag = Objects.requireNonNull(headers.get()).get(ETAG);

        patch(with(users(), "if-match", tag));

        assertThat(tag).isEqualTo("\"7\"");
        assertThat(((dev.kith.api.PatchUser) accounts.calls().get(1).command())
                        .preconditions()
                        .version())
                .isEqualTo(new Preconditions.Precondition(Set.of("7"), false));
    }

    @Test
    void a_key_goes_in_and_what_was_answered_before_says_so() {
        AtomicReference<Metadata> headers = new AtomicReference<>();
        AtomicReference<Metadata> trailers = new AtomicReference<>();
        accounts.answer(new Receipt(RecordingAccounts.DETAILS, "7", "A1B2C3", null, Receipt.Effect.REPLAYED));

        patch(with(users(), "idempotency-key", "k1")
                .withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, trailers)));

        assertThat(optionsOfCall()).isEqualTo(CallOptions.idempotent(new IdempotencyKey("k1", "application/grpc")));
        assertThat(header(headers, "idempotency-replayed")).isEqualTo("true");
        assertThat(header(headers, "etag")).isEqualTo("\"7\"");
    }

    @Test
    void a_dry_run_is_asked_for_and_answered_by_metadata() {
        AtomicReference<Metadata> headers = new AtomicReference<>();
        AtomicReference<Metadata> trailers = new AtomicReference<>();
        accounts.answer(new Receipt(RecordingAccounts.DETAILS, "", null, null, Receipt.Effect.DRY_RUN));

        patch(with(users(), "kith-dry-run", "true")
                .withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, trailers)));

        assertThat(optionsOfCall()).isEqualTo(CallOptions.DRY_RUN);
        assertThat(header(headers, "kith-dry-run")).isEqualTo("true");
        assertThat(header(headers, "etag")).isNull();
    }

    @Test
    void what_the_metadata_ask_for_and_cannot_be_is_not_done() {
        assertThat(refusal(() -> patch(with(users(), "kith-dry-run", "perhaps")))
                        .getStatus()
                        .getDescription())
                .contains("(KITH-DRY-RUN)");
        assertThat(refusal(() -> patch(with(users(), "idempotency-key", "x".repeat(256))))
                        .getStatus()
                        .getDescription())
                .contains("(KITH-IDEMPOTENCY)");
        assertThat(accounts.calls()).isEmpty();
    }

    private CallOptions optionsOfCall() {
        return ((dev.kith.api.PatchUser) accounts.calls().get(0).command())
                .preconditions()
                .options();
    }

    private static @Nullable String header(AtomicReference<Metadata> headers, String name) {
        return Objects.requireNonNull(headers.get()).get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    }

    @Test
    void another_version_is_aborted() {
        accounts.refuse(Problem.of(ProblemCode.VERSION_MISMATCH));

        StatusRuntimeException refused = refusal(() -> patch(with(users(), "if-match", "\"old\"")));

        assertThat(refused.getStatus().getCode().value()).isEqualTo(10);
        assertThat(refused.getStatus().getDescription()).contains("(KITH-VERSION)");
    }

    @Test
    void a_precondition_that_cannot_be_read_is_refused_and_not_ignored() {
        StatusRuntimeException refused = refusal(() -> patch(with(users(), "if-match", "7")));

        assertThat(refused.getStatus().getCode().value()).isEqualTo(3);
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void compressed_requests_are_read() {
        PatchUserRequest large = PatchUserRequest.newBuilder()
                .setId("u1")
                .setUser(PatchUser.newBuilder().setSchemaId("x".repeat(100_000)))
                .build();

        users().withCompression("gzip").patchUser(large);

        assertThat(((dev.kith.api.PatchUser) accounts.onlyCall().command()).change())
                .isEqualTo(new dev.kith.api.PatchUser.Change.Members("x".repeat(100_000), null, null));
    }

    @Test
    void a_message_beyond_the_limit_is_refused_compressed_or_not() {
        PatchUserRequest bomb =
                PatchUserRequest.newBuilder().setId("x".repeat(4 * 1024 * 1024)).build();
        int size = bomb.getSerializedSize();

        StatusRuntimeException plain = refusal(() -> users().patchUser(bomb));
        StatusRuntimeException compressed =
                refusal(() -> users().withCompression("gzip").patchUser(bomb));

        assertThat(plain.getStatus().getCode().value()).isEqualTo(8);
        assertThat(plain.getStatus().getDescription())
                .isEqualTo("grpc: received message larger than max (" + size + " vs. 4194304)");
        assertThat(compressed.getStatus().getCode().value()).isEqualTo(8);
        assertThat(compressed.getStatus().getDescription())
                .startsWith("grpc: received message larger than max (")
                .endsWith(" vs. 4194304)");
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void a_message_of_just_the_limit_is_read() {
        int overhead = large(4_000_000).getSerializedSize() - 4_000_000;
        PatchUserRequest largest = large(4 * 1024 * 1024 - overhead);

        users().patchUser(largest);

        assertThat(largest.getSerializedSize()).isEqualTo(4 * 1024 * 1024);
        assertThat(accounts.calls()).hasSize(1);
    }

    private static PatchUserRequest large(int length) {
        return PatchUserRequest.newBuilder()
                .setUser(PatchUser.newBuilder().setSchemaId("x".repeat(length)))
                .build();
    }

    @Test
    void a_number_that_a_double_may_have_rounded_is_refused() {
        StatusRuntimeException refused = refusal(() -> users().patchUser(PatchUserRequest.newBuilder()
                .setUser(PatchUser.newBuilder()
                        .setData(Struct.newBuilder()
                                .putFields(
                                        "n",
                                        Value.newBuilder()
                                                .setNumberValue(0x1p53)
                                                .build())))
                .build()));

        assertThat(refused.getStatus().getCode().value()).isEqualTo(3);
        assertThat(refused.getStatus().getDescription()).contains("send this value over REST", "(KITH-NUMBER)");
        assertThat(accounts.calls()).isEmpty();
    }

    @Test
    void calls_in_parallel_on_one_connection_get_their_own_answers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String id = i % 2 == 0 ? "u" + i : "anonymous" + i;
                answers.add(CompletableFuture.supplyAsync(() -> answered(id), threads));
            }
            for (int i = 0; i < 400; i++) {
                assertThat(answers.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(i % 2 == 0 ? "u" + i : "16");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private String answered(String id) {
        ZITADELUsersBlockingStub stub = id.startsWith("anonymous") ? anonymous() : users();
        try {
            return stub.lockUser(LockUserRequest.newBuilder().setId(id).build())
                    .getDetails()
                    .getId();
        } catch (StatusRuntimeException refused) {
            return Integer.toString(refused.getStatus().getCode().value());
        }
    }

    private ZITADELUsersBlockingStub anonymous() {
        return ZITADELUsersGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    private ZITADELUsersBlockingStub users() {
        return with(anonymous(), "authorization", GrpcServer.ADMIN);
    }

    private static ZITADELUsersBlockingStub with(ZITADELUsersBlockingStub stub, String name, String value) {
        Metadata metadata = new Metadata();
        metadata.put(key(name), value);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private static PatchUserResponse patch(ZITADELUsersBlockingStub stub) {
        return stub.patchUser(PatchUserRequest.newBuilder().setId("u1").build());
    }

    private static StatusRuntimeException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        AtomicReference<StatusRuntimeException> refusal = new AtomicReference<>();
        assertThatThrownBy(call).isInstanceOfSatisfying(StatusRuntimeException.class, refusal::set);
        return Objects.requireNonNull(refusal.get());
    }

    private static Metadata trailers(StatusRuntimeException refused) {
        Metadata trailers = refused.getTrailers();
        return trailers == null ? new Metadata() : trailers;
    }

    private static Status statusDetails(StatusRuntimeException refused) throws Exception {
        return Status.parseFrom(trailers(refused).get(binaryKey()));
    }

    private static Metadata.Key<byte[]> binaryKey() {
        return Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private static Details details(String id) {
        return Details.newBuilder()
                .setId(id)
                .setCreated(timestamp(RecordingAccounts.DETAILS.created()))
                .setChanged(timestamp(RecordingAccounts.DETAILS.changed()))
                .setOwner(Owner.newBuilder().setType(OwnerType.OWNER_TYPE_ORG).setId("org1"))
                .build();
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    private static SetContactEmail setEmail(@Nullable Verification verification) {
        return new SetContactEmail(Preconditions.NONE, "u1", new SetContact.Email("a@b.c", verification));
    }

    private static SetContactPhone setPhone(@Nullable Verification verification) {
        return new SetContactPhone(Preconditions.NONE, "u1", new SetContact.Phone("123", verification));
    }
}
