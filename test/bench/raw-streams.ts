import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import fastify from 'fastify';

/** Event streams written by hand, in their own process. */
export interface RawStreams {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Streams that show a batch, given as JSON, as our own do. */
export async function startRawStreams(batch: string): Promise<RawStreams> {
  const hook = join(__dirname, '..', '..', 'tools', 'run-ts.cjs');
  const child = spawn(process.execPath, ['-r', hook, __filename, batch], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function serve(batch: string): Promise<void> {
  const view = JSON.parse(batch) as Record<string, unknown>;
  let revision = 0;
  const frame = (name: string): string =>
    `event: ${name}\nid: ${revision}\ndata: ${JSON.stringify({ ...view, updated_at: new Date().toISOString() })}\n\n`;
  const clients = new Set<ServerResponse>();
  const app = fastify();
  app.get('/events', (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'Content-Type': 'text/event-stream' });
    reply.raw.write(frame('snapshot'));
    clients.add(reply.raw);
    request.raw.on('close', () => clients.delete(reply.raw));
  });
  app.post('/change', (_request, reply) => {
    revision += 1;
    const event = frame('changed');
    for (const client of clients) client.write(event);
    return reply.send('');
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  process.stdout.write(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}\n`);
}

if (require.main === module) void serve(process.argv[2] ?? '{}');
