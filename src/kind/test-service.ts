import 'reflect-metadata';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createApp } from '../bootstrap/application.js';
import { prepare } from '../bootstrap/prepare.js';
import { type Feature, registerFeature } from '../batch/model/kinds/feature.js';
import { isTerminal, type BatchStatus } from '../batch/model/status/batch-status.js';
import { registerFeatures } from '../features.js';
import { AppConfig } from '../platform/config/config.js';

/** An answer of the service; `body` is parsed when it is JSON, else text. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** A whole service in this process, for the tests of a module. */
export interface TestService {
  /** Base address, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Key of the first admin. */
  readonly key: string;
  /** Sends a request with the admin's key, or with another one; a body is sent as JSON. */
  request(method: string, path: string, body?: unknown, key?: string): Promise<TestAnswer>;
  /** Waits until the batch has ended and answers its state. Rejects after `seconds`, 30 when omitted. */
  ended(batchId: string, seconds?: number): Promise<TestAnswer['body']>;
  /** Stops the service and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts the service in this process, with the features, on an embedded database in a temporary directory and a free
 * port. `settings` are environment variables, those of the features included. Features stay registered until the
 * process ends.
 */
export async function startTestService(
  features: readonly Feature[],
  settings: Readonly<Record<string, string>> = {},
): Promise<TestService> {
  registerFeatures();
  features.forEach(registerFeature);
  const dataDir = await mkdtemp(join(tmpdir(), 'batchwright-test-'));
  try {
    const config = AppConfig.parse({ LOG_LEVEL: 'warn', ...settings, PORT: '0', DATA_DIR: dataDir });
    const app = await createApp(config);
    await prepare(app, config);
    await app.listen(config.port, config.host);
    const { port } = app.getHttpServer().address() as AddressInfo;
    const key = config.adminApiKey ?? (await readFile(join(dataDir, 'admin-key'), 'utf8')).trim();
    const stop = async (): Promise<void> => {
      await app.close();
      await rm(dataDir, { recursive: true, force: true });
    };
    return client(`http://127.0.0.1:${port}`, key, stop);
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
}

function client(url: string, adminKey: string, stop: () => Promise<void>): TestService {
  const request: TestService['request'] = async (method, path, body, key = adminKey) => {
    const response = await fetch(url + path, {
      method,
      headers: { 'X-API-Key': key, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true && text.startsWith('{');
    const parsed = (isJson ? JSON.parse(text) : {}) as TestAnswer['body'];
    return { status: response.status, headers: response.headers, body: parsed, text };
  };
  const ended: TestService['ended'] = async (batchId, seconds = 30) => {
    const deadline = performance.now() + seconds * 1000;
    for (;;) {
      const { body } = await request('GET', `/api/v1/batches/${batchId}`);
      if (isTerminal(body['status'] as BatchStatus)) return body;
      if (performance.now() > deadline) throw new Error(`The batch ${batchId} is still ${String(body['status'])}.`);
      await delay(50);
    }
  };
  return { url, key: adminKey, request, ended, stop };
}
