// node grpc-js.mjs <host:port> <token> <folder of the .proto files> <descriptors>
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as grpc from '@grpc/grpc-js';
import * as loader from '@grpc/proto-loader';
import { fromBinary } from '@bufbuild/protobuf';
import { decoded, registry } from './connect-client.mjs';
import { run } from './scenario.mjs';

const [address, token, folder, descriptors] = process.argv.slice(2);
const definitions = grpc.loadPackageDefinition(loader.loadSync(
  [join(folder, 'zitadel/resources/user/v3alpha/user_service.proto'), join(folder, 'grpc/health/v1/health.proto')],
  { includeDirs: [folder], enums: String, longs: String }));
const types = registry(readFileSync(descriptors));
const credentials = grpc.credentials.createInsecure();
const users = new definitions.zitadel.resources.user.v3alpha.ZITADELUsers(address, credentials);
const health = new definitions.grpc.health.v1.Health(address, credentials);

function value(json) {
  if (json === null) return { nullValue: 'NULL_VALUE' };
  if (Array.isArray(json)) return { listValue: { values: json.map(value) } };
  switch (typeof json) {
    case 'string': return { stringValue: json };
    case 'number': return { numberValue: json };
    case 'boolean': return { boolValue: json };
    default: return { structValue: struct(json) };
  }
}

function struct(json) {
  return { fields: Object.fromEntries(Object.entries(json).map(([name, member]) => [name, value(member)])) };
}

function plain(value) {
  if ('nullValue' in value) return null;
  if ('listValue' in value) return value.listValue.values.map(plain);
  if ('structValue' in value) return unstruct(value.structValue);
  return value.stringValue ?? value.numberValue ?? value.boolValue;
}

function unstruct(value) {
  return Object.fromEntries(Object.entries(value.fields).map(([name, member]) => [name, plain(member)]));
}

function details(metadata) {
  const status = types.getMessage('google.rpc.Status');
  return metadata.get('grpc-status-details-bin')
    .flatMap((bytes) => fromBinary(status, bytes).details)
    .map((detail) => decoded(types, detail.typeUrl.split('/').pop(), detail.value));
}

function unary(stub, name, request, metadata) {
  return new Promise((resolve, reject) => {
    const sent = grpc.Metadata.fromHttp2Headers(metadata);
    let headers;
    stub[name](request, sent, { deadline: Date.now() + 20_000 }, (failure, message) => {
      if (failure) {
        reject({ code: failure.code, text: failure.details, details: details(failure.metadata), cause: failure });
      } else {
        resolve({ message, headers: { get: (key) => headers.get(key)[0] } });
      }
    }).on('metadata', (received) => {
      headers = received;
    });
  });
}

await run(
  { struct, unstruct, call: (name, request, metadata) => unary(users, name, request, metadata) },
  'grpc-js',
  token,
  (step) => console.log(step));

// The first answer of a busy machine may be no, as it waits for the database for a moment only.
const ask = () => unary(health, 'Check', { service: 'zitadel.resources.user.v3alpha.ZITADELUsers' }, {});
let answer = await ask();
for (let tries = 0; answer.message.status !== 'SERVING' && tries < 20; tries++) {
  answer = await ask();
}
if (answer.message.status !== 'SERVING') {
  throw new Error(JSON.stringify(answer.message));
}
console.log('ask for the health');
process.exit(0);
