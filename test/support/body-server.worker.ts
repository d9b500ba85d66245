import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { Bodies } from './body-server.js';

const bodies = Object.entries(workerData as Bodies);
const server = createServer((request, response) => {
  const [, body] = bodies.find(([part]) => request.url?.includes(part)) ?? [];
  request.resume();
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port));
