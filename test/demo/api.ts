import { setTimeout as delay } from 'node:timers/promises';
import type { Demo } from './launch.js';

type Json = Readonly<Record<string, unknown>>;

/** Sends a request to the public API. Throws on any answer of 400 and above. */
export async function call(demo: Demo, method: string, path: string, body?: object): Promise<Json> {
  const answer = await fetch(`${demo.url}${path}`, {
    method,
    headers: { 'X-API-Key': demo.key, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (answer.status >= 400) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
  return text === '' ? {} : (JSON.parse(text) as Json);
}

const ENDED = new Set(['completed', 'partial', 'failed', 'cancelled']);
const LIMIT_MS = 300_000;

/** Follows a batch to its end with a progress bar. */
export async function follow(demo: Demo, batchId: string): Promise<Json> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const batch = await call(demo, 'GET', `/api/v1/batches/${batchId}`);
    draw(batch);
    if (ENDED.has(String(batch['status']))) {
      process.stdout.write('\n');
      return batch;
    }
    if (Date.now() > end) throw new Error(`Batch ${batchId} did not end within ${LIMIT_MS / 1000} s.`);
    await delay(200);
  }
}

function draw(batch: Json): void {
  const { total, succeeded, failed } = batch['counters'] as Record<'total' | 'succeeded' | 'failed', number>;
  const progress = Number(batch['progress']);
  const filled = Math.round(progress / 4);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(25 - filled)}`;
  const line = `  ${bar} ${progress.toFixed(0).padStart(3)} %  ${succeeded} ok, ${failed} failed of ${total}`;
  process.stdout.write(process.stdout.isTTY ? `\r${line}` : progress === 100 ? line : '');
}

/** Prints rows as a table, with the widest cell deciding. */
export function printRows(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  for (const row of all)
    console.log(
      `  ${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}`,
    );
}
