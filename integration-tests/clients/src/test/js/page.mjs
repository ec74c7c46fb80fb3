// Runs in the browser and tells its own server how it went.
const lines = [];
const done = (step) => lines.push(step);
try {
  const { createConnectTransport, createGrpcWebTransport } = await import('@connectrpc/connect-web');
  const { NewAuthorizationBearerInterceptor } = await import('@zitadel/client');
  const { createClientTransport } = await import('@zitadel/client/web');
  const { connectClient, registry } = await import('/connect-client.mjs');
  const { runReference } = await import('/reference-client.mjs');
  const { run } = await import('/scenario.mjs');
  const { url, token } = await (await fetch('/parameters')).json();
  const types = registry(new Uint8Array(await (await fetch('/descriptors')).arrayBuffer()));
  const authorized = { baseUrl: url, interceptors: [NewAuthorizationBearerInterceptor(token)] };

  await run(connectClient(types, createGrpcWebTransport({ baseUrl: url })), 'page', token, done);
  await run(connectClient(types, createConnectTransport({ baseUrl: url })), 'page-connect', token, done);
  await runReference(createClientTransport(token, { baseUrl: url }), types, 'page-reference', done);
  await runReference(createConnectTransport(authorized), types, 'page-reference-json', done);
  await runReference(createConnectTransport({ ...authorized, useBinaryFormat: true }), types, 'page-reference-binary', done);
} catch (failure) {
  lines.push(`failed: ${failure.message ?? JSON.stringify(failure)} ${failure.stack ?? ''} ${failure.cause ?? ''}`);
}
await fetch('/result', { method: 'POST', body: lines.join('\n') });
