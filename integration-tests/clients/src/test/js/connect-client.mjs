// A client of @connectrpc/connect over any of its transports, made from the definitions while it runs.
import { createFileRegistry, fromBinary, fromJson, toJson } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { ConnectError, createClient } from '@connectrpc/connect';

export const SERVICE = 'zitadel.resources.user.v3alpha.ZITADELUsers';

export function registry(descriptors) {
  return createFileRegistry(fromBinary(FileDescriptorSetSchema, descriptors));
}

export function connectClient(types, transport) {
  const service = types.getService(SERVICE);
  const stub = createClient(service, transport);
  return {
    struct: (object) => object,
    unstruct: (value) => value,
    async call(name, request, metadata) {
      const method = service.methods.find((candidate) => candidate.name === name);
      let headers;
      try {
        const message = await stub[method.localName](fromJson(method.input, request), {
          headers: metadata,
          timeoutMs: 20_000,
          onHeader: (received) => {
            headers = received;
          },
        });
        return { message: toJson(method.output, message, { registry: types }), headers };
      } catch (failure) {
        if (!(failure instanceof ConnectError)) {
          throw failure;
        }
        throw {
          code: failure.code,
          text: failure.rawMessage,
          details: failure.details.map((detail) => decoded(types, detail.type, detail.value)),
          cause: failure,
        };
      }
    },
  };
}

export function decoded(types, name, bytes) {
  const type = types.getMessage(name);
  return toJson(type, fromBinary(type, bytes));
}
