package dev.kith.it.conformance;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages and methods of the wire contract, as their description defines them, and their JSON form. */
final class WireTypes {
    private final Map<String, MethodDescriptor> methods = new HashMap<>();
    private final Map<String, Descriptor> messages = new HashMap<>();
    private final Map<String, EnumDescriptor> enumerations = new HashMap<>();
    private final JsonFormat.Parser parser;
    private final JsonFormat.Printer printer;

    private WireTypes(Map<String, FileDescriptor> files) {
        TypeRegistry.Builder types = TypeRegistry.newBuilder();
        for (FileDescriptor file : files.values()) {
            file.getServices().forEach(this::add);
            types.add(file.getMessageTypes());
            file.getMessageTypes().forEach(this::add);
            file.getEnumTypes().forEach(type -> enumerations.put(type.getFullName(), type));
        }
        TypeRegistry registry = types.build();
        this.parser = JsonFormat.parser().usingTypeRegistry(registry);
        this.printer = JsonFormat.printer().usingTypeRegistry(registry);
    }

    private void add(Descriptor message) {
        messages.put(message.getFullName(), message);
        message.getNestedTypes().forEach(this::add);
    }

    private void add(ServiceDescriptor service) {
        service.getMethods()
                .forEach(method -> methods.put("/" + service.getFullName() + "/" + method.getName(), method));
    }

    /** Reads a description as the protobuf compiler writes it, imports included. */
    static WireTypes read(Path description) {
        try {
            Map<String, FileDescriptorProto> sources = new HashMap<>();
            FileDescriptorSet.parseFrom(Files.readAllBytes(description))
                    .getFileList()
                    .forEach(file -> sources.put(file.getName(), file));
            Map<String, FileDescriptor> files = new HashMap<>();
            for (String name : sources.keySet()) {
                build(name, sources, files);
            }
            return new WireTypes(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FileDescriptor build(
            String name, Map<String, FileDescriptorProto> sources, Map<String, FileDescriptor> files)
            throws DescriptorValidationException {
        FileDescriptor known = files.get(name);
        if (known != null) {
            return known;
        }
        FileDescriptorProto source = require(sources, name);
        FileDescriptor[] imports = new FileDescriptor[source.getDependencyCount()];
        for (int i = 0; i < imports.length; i++) {
            imports[i] = build(source.getDependency(i), sources, files);
        }
        FileDescriptor built = FileDescriptor.buildFrom(source, imports);
        files.put(name, built);
        return built;
    }

    private static <T> T require(Map<String, T> all, String name) {
        T found = all.get(name);
        if (found == null) {
            throw new NotUnderstood("not in the description of the messages: " + name);
        }
        return found;
    }

    /** The message of a full name. */
    Descriptor message(String name) {
        return require(messages, name);
    }

    /** The enumeration of a full name. */
    EnumDescriptor enumeration(String name) {
        return require(enumerations, name);
    }

    /** The bytes of a request that is given in its JSON form. */
    byte[] request(String method, Json message) {
        DynamicMessage.Builder builder =
                DynamicMessage.newBuilder(require(methods, method).getInputType());
        try {
            parser.merge(JsonText.write(message), builder);
        } catch (InvalidProtocolBufferException e) {
            throw new NotUnderstood(
                    "the message is not a " + builder.getDescriptorForType().getFullName() + ": " + e.getMessage());
        }
        return builder.build().toByteArray();
    }

    /** The JSON form of a response. */
    Json response(String method, byte[] bytes) {
        return json(require(methods, method).getOutputType(), bytes);
    }

    /** The JSON form that protobuf has for a response that came as JSON. */
    Json canonicalResponse(String method, Json message) {
        DynamicMessage.Builder builder =
                DynamicMessage.newBuilder(require(methods, method).getOutputType());
        try {
            parser.merge(JsonText.write(message), builder);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("no " + builder.getDescriptorForType().getFullName(), e);
        }
        return json(builder.getDescriptorForType(), builder.build().toByteArray());
    }

    /** A detail as Connect has it: the name of its type and its bytes in Base64. */
    record EncodedDetail(String type, String value) {}

    /** An error in the form that JSON has for it. */
    Json detailedError(int code, String message, List<EncodedDetail> details) {
        Json.Obj error = (Json.Obj) error(code, message, null);
        List<Json> readable = new ArrayList<>();
        for (EncodedDetail detail : details) {
            Json.Obj members =
                    (Json.Obj) json(message(detail.type()), Base64.getDecoder().decode(detail.value()));
            readable.add(members.with("@type", new Json.Text("type.googleapis.com/" + detail.type())));
        }
        return readable.isEmpty() ? error : error.with("details", new Json.Arr(readable));
    }

    /**
     * An error in the form that JSON has for it.
     *
     * @param code the gRPC status code
     * @param message the status message
     * @param details the bytes of {@code google.rpc.Status}, {@code null} where none came
     */
    Json error(int code, String message, byte @Nullable [] details) {
        Json.Obj error = Json.Obj.EMPTY
                .with("code", new Json.Num(BigDecimal.valueOf(code)))
                .with("message", new Json.Text(message));
        if (details == null) {
            return error;
        }
        Json.Obj detailed = (Json.Obj) json(message("google.rpc.Status"), details);
        boolean same = error.get("code") != null
                && error.equals(detailed.without("details").with("code", codeOf(detailed)));
        if (!same) {
            throw new AssertionError("the status of the details differs: " + JsonText.write(detailed) + " instead of "
                    + JsonText.write(error));
        }
        return detailed.get("details") == null ? error : detailed;
    }

    private static Json codeOf(Json.Obj status) {
        Json code = status.get("code");
        return code == null ? new Json.Num(BigDecimal.ZERO) : code;
    }

    private Json json(Descriptor type, byte[] bytes) {
        try {
            return JsonReading.read(printer.print(DynamicMessage.parseFrom(type, bytes)));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("no " + type.getFullName(), e);
        }
    }
}
