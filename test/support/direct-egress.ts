import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { gunzipSync } from 'node:zlib';
import { AppError } from '../../src/platform/http/error.js';
import {
  Egress,
  type EgressHop,
  type EgressRequest,
  type EgressResponse,
} from '../../src/platform/net/egress.types.js';

/**
 * An egress without a policy, for unit tests of what stands behind it: real requests over node:http to servers of the test
 * on the loopback address, redirects followed, limits kept. The product's own egress refuses such targets.
 */
export class DirectEgress extends Egress {
  async request(address: string | URL, options: EgressRequest): Promise<EgressResponse> {
    const hops: EgressHop[] = [];
    let url = new URL(address);
    for (let redirects = 0; redirects <= (options.limits?.redirects ?? 5); redirects += 1) {
      const startedAt = performance.now();
      const exchange = await send(url, options);
      const { response } = exchange;
      const location = response.headers.location ?? null;
      const status = response.statusCode ?? 0;
      if (location === null || status < 300 || status > 399) return finish(url, hops, exchange, options, startedAt);
      hops.push({ url: url.href, status, location, ms: performance.now() - startedAt });
      url = new URL(location, url);
    }
    throw new AppError('TOO_MANY_REDIRECTS');
  }
}

interface Exchange {
  readonly response: IncomingMessage;
  readonly wire: Buffer;
  readonly cut: boolean;
  readonly ttfbMs: number;
}

function send(url: URL, options: EgressRequest): Promise<Exchange> {
  const { method = 'GET', headers = {}, body, signal, limits = {} } = options;
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const settings: RequestOptions = { method, headers: { 'accept-encoding': 'gzip', ...headers }, agent: false };
    const fail = (cause: unknown): void =>
      reject(new AppError(signal?.aborted ? 'CANCELLED' : 'CONNECT_FAILED', undefined, { cause }));
    const request = (url.protocol === 'https:' ? tlsRequest : plainRequest)(
      url,
      { ...settings, signal },
      (response) => {
        const ttfbMs = performance.now() - startedAt;
        const chunks: Buffer[] = [];
        let size = 0;
        const most = limits.wireBytes ?? 5 * 1024 * 1024;
        const done = (cut: boolean): void =>
          resolve({ response, wire: Buffer.concat(chunks).subarray(0, most), cut, ttfbMs });
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size <= most) return;
          response.destroy();
          if (limits.truncate === true) done(true);
          else reject(new AppError('BODY_TOO_LARGE'));
        });
        response.on('end', () => done(false)).on('error', fail);
      },
    );
    request.setTimeout(limits.totalMs ?? 30_000, () => request.destroy(new AppError('TIMEOUT')));
    request.on('error', fail);
    request.end(body);
  });
}

function finish(
  url: URL,
  hops: readonly EgressHop[],
  { response, wire, cut, ttfbMs }: Exchange,
  options: EgressRequest,
  startedAt: number,
): EgressResponse {
  const encoding = response.headers['content-encoding'] ?? null;
  const totalMs = performance.now() - startedAt;
  const headers: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(response.headers)) if (value !== undefined) headers[name] = value;
  return {
    status: response.statusCode ?? 0,
    httpVersion: response.httpVersion,
    headers,
    url: url.href,
    hops,
    timings: { dnsMs: null, tcpMs: 1, tlsMs: null, ttfbMs, downloadMs: totalMs - ttfbMs, totalMs },
    tls: null,
    body: encoding === 'gzip' && !cut && options.method !== 'HEAD' ? gunzipSync(wire) : wire,
    wireBytes: wire.length,
    contentEncoding: encoding,
    truncated: cut,
  };
}
