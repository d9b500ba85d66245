import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import fastify from 'fastify';

/** Event streams as somebody would write them by hand, in a process of their own. */
export interface RawStreams {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export async function startRawStreams(): Promise<RawStreams> {
  const hook = join(__dirname, '..', '..', 'tools', 'run-ts.cjs');
  const child = spawn(process.execPath, ['-r', hook, __filename], { stdio: ['ignore', 'pipe', 'inherit'] });
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

/** As long as a snapshot of a batch is. */
const EVENT = `event: change\nid: 1\ndata: ${JSON.stringify({ id: 'x'.repeat(36), filler: 'x'.repeat(600) })}\n\n`;

async function serve(): Promise<void> {
  const clients = new Set<ServerResponse>();
  const app = fastify();
  app.get('/events', (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.raw.write(EVENT);
    clients.add(reply.raw);
    request.raw.on('close', () => clients.delete(reply.raw));
  });
  app.post('/fire', (_request, reply) => {
    for (const client of clients) client.write(EVENT);
    return reply.send('');
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  process.stdout.write(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}\n`);
}

if (require.main === module) void serve();
