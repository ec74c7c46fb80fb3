package dev.kith.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Operation;
import dev.kith.transport.RecordingAccounts;
import dev.kith.transport.grpc.ServiceMethods.GrpcServices;
import dev.kith.transport.grpc.wire.ZITADELUsersGrpc;
import dev.kith.transport.grpc.wire.schema.ZITADELUserSchemasGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The methods that are served, beside those that are declared. */
class GrpcMethodsTest {
    private static final List<ServiceDescriptor> SERVICES =
            List.of(ZITADELUsersGrpc.getServiceDescriptor(), ZITADELUserSchemasGrpc.getServiceDescriptor());

    @Test
    void every_declared_method_is_dispatched_and_every_operation_has_one() {
        GrpcServices methods;
        try (GrpcServer server = GrpcServer.of(new RecordingAccounts())) {
            methods = GrpcServices.of(server.transport());
        }

        Set<UnaryMethod> dispatched = new HashSet<>();
        for (ServiceDescriptor service : SERVICES) {
            ServiceMethods served = methods.named(service.getName()).orElseThrow();
            for (MethodDescriptor<?, ?> method : service.getMethods()) {
                String name = Objects.requireNonNull(method.getBareMethodName());
                dispatched.add(served.named(name).orElseThrow());
                assertThat(message(method.getRequestMarshaller())).isEqualTo(name + "Request");
                assertThat(message(method.getResponseMarshaller())).isEqualTo(name + "Response");
            }
        }
        Set<UnaryMethod> operations = new HashSet<>();
        for (Operation operation : Operation.values()) {
            operations.add(methods.of(operation));
        }
        assertThat(methods.names()).hasSize(SERVICES.size());
        assertThat(operations).isEqualTo(dispatched).hasSize(Operation.values().length);
    }

    private static String message(Marshaller<?> marshaller) {
        return Objects.requireNonNull(((PrototypeMarshaller<?>) marshaller).getMessagePrototype())
                .getClass()
                .getSimpleName();
    }
}
