// node connect-node.mjs <grpc | grpc-web> <HTTP version> <url> <token> <descriptors>
import { readFileSync } from 'node:fs';
import { createGrpcTransport, createGrpcWebTransport } from '@connectrpc/connect-node';
import { connectClient, registry } from './connect-client.mjs';
import { run } from './scenario.mjs';

const [protocol, httpVersion, baseUrl, token, descriptors] = process.argv.slice(2);
const transport = protocol === 'grpc'
  ? createGrpcTransport({ baseUrl })
  : createGrpcWebTransport({ baseUrl, httpVersion });

await run(
  connectClient(registry(readFileSync(descriptors)), transport),
  `connect-${protocol}-${httpVersion}`,
  token,
  (step) => console.log(step));
process.exit(0);
