// Runs in the browser and tells its own server how it went.
const lines = [];
try {
  const { createGrpcWebTransport } = await import('@connectrpc/connect-web');
  const { connectClient, registry } = await import('/connect-client.mjs');
  const { run } = await import('/scenario.mjs');
  const { url, token } = await (await fetch('/parameters')).json();
  const descriptors = new Uint8Array(await (await fetch('/descriptors')).arrayBuffer());
  const transport = createGrpcWebTransport({ baseUrl: url });
  await run(connectClient(registry(descriptors), transport), 'page', token, (step) => lines.push(step));
} catch (failure) {
  lines.push(`failed: ${failure.message ?? JSON.stringify(failure)} ${failure.stack ?? ''} ${failure.cause ?? ''}`);
}
await fetch('/result', { method: 'POST', body: lines.join('\n') });
