package dev.kith.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.kith.transport.grpc.wire.BadRequest;
import dev.kith.transport.grpc.wire.CreateUser;
import dev.kith.transport.grpc.wire.CreateUserRequest;
import dev.kith.transport.grpc.wire.CreateUserResponse;
import dev.kith.transport.grpc.wire.ErrorDetail;
import dev.kith.transport.grpc.wire.GetUser;
import dev.kith.transport.grpc.wire.GetUserRequest;
import dev.kith.transport.grpc.wire.HealthCheckRequest;
import dev.kith.transport.grpc.wire.HealthCheckResponse.ServingStatus;
import dev.kith.transport.grpc.wire.HealthGrpc;
import dev.kith.transport.grpc.wire.Organization;
import dev.kith.transport.grpc.wire.PatchUser;
import dev.kith.transport.grpc.wire.PatchUserRequest;
import dev.kith.transport.grpc.wire.ReturnEmailVerificationCode;
import dev.kith.transport.grpc.wire.SearchFilter;
import dev.kith.transport.grpc.wire.SearchUsersRequest;
import dev.kith.transport.grpc.wire.SetContact;
import dev.kith.transport.grpc.wire.SetContactEmailRequest;
import dev.kith.transport.grpc.wire.SetEmail;
import dev.kith.transport.grpc.wire.Status;
import dev.kith.transport.grpc.wire.UsernameFilter;
import dev.kith.transport.grpc.wire.VerifyContactEmailRequest;
import dev.kith.transport.grpc.wire.ZITADELUsersGrpc;
import dev.kith.transport.grpc.wire.ZITADELUsersGrpc.ZITADELUsersBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Stubs of grpc-java. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcJavaClientTest {
    private static final Metadata.Key<String> ETAG = Metadata.Key.of("etag", Metadata.ASCII_STRING_MARSHALLER);

    private final RunningServer server;
    private final ManagedChannel channel;

    GrpcJavaClientTest(@TempDir Path folder) throws Exception {
        server = RunningServer.start(folder);
        channel = NettyChannelBuilder.forTarget(server.url().getAuthority())
                .usePlaintext()
                .build();
    }

    @AfterAll
    void stop() throws Exception {
        channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        server.close();
    }

    @Test
    void a_user_is_created_verified_read_and_changed() {
        CreateUserResponse created = create("java");
        users().verifyContactEmail(VerifyContactEmailRequest.newBuilder()
                .setId("java")
                .setVerificationCode(created.getEmailCode())
                .build());
        AtomicReference<Metadata> headers = new AtomicReference<>();
        GetUser read = users().withInterceptors(
                        MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()))
                .getUser(GetUserRequest.newBuilder().setId("java").build())
                .getUser();
        String tag = Objects.requireNonNull(headers.get()).get(ETAG);

        assertThat(created.getEmailCode()).matches("[A-Z0-9]{6}");
        assertThat(read.getContact().getEmail().getIsVerified()).isTrue();
        assertThat(read.getData().getFieldsOrThrow("name").getStringValue()).isEqualTo("Mini");
        users("if-match", tag).withCompression("gzip").patchUser(patch("java", "Minnie"));
        assertThat(refused(() -> users("if-match", tag).patchUser(patch("java", "Other")))
                        .getStatus()
                        .getCode())
                .isEqualTo(io.grpc.Status.Code.ABORTED);
    }

    @Test
    void refusals_carry_their_details() throws Exception {
        create("java-refused");

        Status unknown = details(refused(() -> users().setContactEmail(SetContactEmailRequest.newBuilder()
                .setId("nobody")
                .setEmail(SetEmail.newBuilder().setAddress("a@b.example"))
                .build())));
        Status wrong = details(refused(() -> users().patchUser(PatchUserRequest.newBuilder()
                .setId("java-refused")
                .setUser(PatchUser.newBuilder().setData(Struct.getDefaultInstance()))
                .build())));

        assertThat(unknown.getCode()).isEqualTo(5);
        assertThat(unknown.getDetails(0).unpack(ErrorDetail.class))
                .isEqualTo(ErrorDetail.newBuilder()
                        .setId("COMMAND-nJ0TQFuRmP")
                        .setMessage("User could not be found")
                        .build());
        assertThat(wrong.getCode()).isEqualTo(9);
        assertThat(wrong.getDetails(1).unpack(BadRequest.class).getFieldViolationsList())
                .extracting(BadRequest.FieldViolation::getReason)
                .containsExactly("REQUIRED");
    }

    @Test
    void the_status_is_that_of_the_refusal() {
        ZITADELUsersBlockingStub stranger = ZITADELUsersGrpc.newBlockingStub(channel);

        assertThat(refused(() -> stranger.getUser(GetUserRequest.getDefaultInstance()))
                        .getStatus())
                .satisfies(status -> assertThat(status.getDescription()).isEqualTo("auth header missing"))
                .extracting(io.grpc.Status::getCode)
                .isEqualTo(io.grpc.Status.Code.UNAUTHENTICATED);
        assertThat(refused(() -> users().searchUsers(SearchUsersRequest.newBuilder()
                                .addFilters(SearchFilter.newBuilder()
                                        .setUsernameFilter(
                                                UsernameFilter.newBuilder().setUsername("mia")))
                                .build()))
                        .getStatus()
                        .getCode())
                .isEqualTo(io.grpc.Status.Code.UNIMPLEMENTED);
        assertThat(refused(() -> users().patchUser(patch("java", "x".repeat(5_000_000))))
                        .getStatus()
                        .getCode())
                .isEqualTo(io.grpc.Status.Code.RESOURCE_EXHAUSTED);
        assertThat(refused(() -> users().patchUser(PatchUserRequest.newBuilder()
                                .setOrganization(Organization.getDefaultInstance())
                                .setId("java")
                                .build()))
                        .getStatus()
                        .getDescription())
                .contains("invalid Organization.Property: value is required");
    }

    @Test
    void the_server_and_its_service_are_healthy() {
        HealthGrpc.HealthBlockingStub health =
                HealthGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);

        // The first answer of a busy machine may be no, as it waits for the database for a moment only.
        ServingStatus first =
                health.check(HealthCheckRequest.getDefaultInstance()).getStatus();
        while (first != ServingStatus.SERVING) {
            first = health.check(HealthCheckRequest.getDefaultInstance()).getStatus();
        }
        assertThat(health.check(HealthCheckRequest.newBuilder()
                                .setService("zitadel.resources.user.v3alpha.ZITADELUsers")
                                .build())
                        .getStatus())
                .isEqualTo(ServingStatus.SERVING);
        assertThat(refused(() -> health.check(HealthCheckRequest.newBuilder()
                                .setService("other")
                                .build()))
                        .getStatus()
                        .getCode())
                .isEqualTo(io.grpc.Status.Code.NOT_FOUND);
    }

    @Test
    void calls_in_parallel_get_their_own_answers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<String>> created = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String id = "parallel-" + i;
                created.add(CompletableFuture.supplyAsync(
                        () -> create(id).getDetails().getId(), threads));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(created.get(i).get(60, TimeUnit.SECONDS)).isEqualTo("parallel-" + i);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private CreateUserResponse create(String id) {
        return users().createUser(CreateUserRequest.newBuilder()
                .setOrganization(Organization.newBuilder().setOrgId("default"))
                .setUser(CreateUser.newBuilder()
                        .setSchemaId("people")
                        .setUserId(id)
                        .setData(data("Mini"))
                        .setContact(SetContact.newBuilder()
                                .setEmail(SetEmail.newBuilder()
                                        .setAddress(id + "@mouse.example")
                                        .setReturnCode(ReturnEmailVerificationCode.getDefaultInstance()))))
                .build());
    }

    private static PatchUserRequest patch(String id, String name) {
        return PatchUserRequest.newBuilder()
                .setId(id)
                .setUser(PatchUser.newBuilder().setData(data(name)))
                .build();
    }

    private static Struct data(String name) {
        return Struct.newBuilder()
                .putFields("name", Value.newBuilder().setStringValue(name).build())
                .build();
    }

    private ZITADELUsersBlockingStub users() {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + server.token());
        return ZITADELUsersGrpc.newBlockingStub(channel)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private ZITADELUsersBlockingStub users(String name, String value) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
        return users().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private static StatusRuntimeException refused(ThrowingCallable call) {
        AtomicReference<StatusRuntimeException> refusal = new AtomicReference<>();
        assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(call).satisfies(refusal::set);
        return Objects.requireNonNull(refusal.get());
    }

    private static Status details(StatusRuntimeException refused) throws Exception {
        return Status.parseFrom(Objects.requireNonNull(Objects.requireNonNull(refused.getTrailers())
                .get(Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER))));
    }
}
