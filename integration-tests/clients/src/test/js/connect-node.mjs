// node connect-node.mjs <grpc | grpc-web | connect | connect-json> <HTTP version> <url> <token> <descriptors>
import { readFileSync } from 'node:fs';
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from '@connectrpc/connect-node';
import { connectClient, registry } from './connect-client.mjs';
import { run } from './scenario.mjs';

const [protocol, httpVersion, baseUrl, token, descriptors] = process.argv.slice(2);
const transport = {
  'grpc': () => createGrpcTransport({ baseUrl }),
  'grpc-web': () => createGrpcWebTransport({ baseUrl, httpVersion }),
  'connect': () => createConnectTransport({ baseUrl, httpVersion, useBinaryFormat: true }),
  'connect-json': () => createConnectTransport({ baseUrl, httpVersion, useBinaryFormat: false }),
}[protocol]();

await run(
  connectClient(registry(readFileSync(descriptors)), transport),
  `connect-${protocol}-${httpVersion}`,
  token,
  (step) => console.log(step));
process.exit(0);
