// node reference-node.mjs <calls | search> <grpc | grpc-web | connect | connect-json> <url> <token> <descriptors>
import { readFileSync } from 'node:fs';
import { createConnectTransport } from '@connectrpc/connect-node';
import { NewAuthorizationBearerInterceptor } from '@zitadel/client';
import { createServerTransport } from '@zitadel/client/node';
import { createClientTransport } from '@zitadel/client/web';
import { registry } from './connect-client.mjs';
import { runReference, runSearch } from './reference-client.mjs';

const [what, protocol, baseUrl, token, descriptors] = process.argv.slice(2);

function transport() {
  switch (protocol) {
    case 'grpc': return createServerTransport(token, { baseUrl });
    case 'grpc-web': return createClientTransport(token, { baseUrl });
    default: return createConnectTransport({
      baseUrl,
      httpVersion: '1.1',
      useBinaryFormat: protocol === 'connect',
      interceptors: [NewAuthorizationBearerInterceptor(token)],
    });
  }
}

const done = (step) => console.log(step);
if (what === 'search') {
  await runSearch(transport(), `found-${protocol}`, done);
} else {
  await runReference(transport(), registry(readFileSync(descriptors)), `reference-${protocol}`, done);
}
process.exit(0);
