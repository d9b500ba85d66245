import { request as httpRequest } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { AppError } from '../../src/platform/errors/app-error.js';
import { Egress, type EgressRequest, type EgressResponse } from '../../src/platform/egress/egress.types.js';

const TIMINGS = { dnsMs: null, tcpMs: null, tlsMs: null, ttfbMs: 0, downloadMs: 0, totalMs: 0 } as const;

/**
 * A real but plain egress for tests against servers on this machine: http only, no redirects, no address policy. It
 * keeps the port's promises on the signal, the total time and the body size.
 */
export class PlainEgress extends Egress {
  override request(url: string | URL, options: EgressRequest): Promise<EgressResponse> {
    const target = new URL(url);
    const { signal, limits, method = 'GET', headers = {}, body } = options;
    return new Promise((resolve, reject) => {
      const aborted = (): AppError => (signal?.reason instanceof AppError ? signal.reason : new AppError('CANCELLED'));
      if (signal?.aborted === true) return reject(aborted());
      const sent = httpRequest(target, { method, headers: { 'accept-encoding': 'gzip', ...headers } });
      const fail = (error: AppError): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        sent.destroy();
        reject(error);
      };
      const onAbort = (): void => fail(aborted());
      const timer = setTimeout(() => fail(new AppError('TOO_SLOW')), limits?.totalMs ?? 10_000);
      signal?.addEventListener('abort', onAbort, { once: true });
      sent.on('error', (cause) => fail(new AppError('CONNECT_FAILED', undefined, { cause })));
      sent.on('response', (reply) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        reply.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > (limits?.wireBytes ?? 1e7)) fail(new AppError('BODY_TOO_LARGE'));
          else chunks.push(chunk);
        });
        reply.on('error', (cause) => fail(new AppError('INCOMPLETE_BODY', undefined, { cause })));
        reply.on('end', () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', onAbort);
          const raw = Buffer.concat(chunks);
          const packed = reply.headers['content-encoding'] === 'gzip';
          resolve({
            status: reply.statusCode ?? 0,
            httpVersion: reply.httpVersion,
            headers: Object.fromEntries(
              Object.entries(reply.headers).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
            ),
            url: target.href,
            hops: [],
            timings: TIMINGS,
            tls: null,
            body: packed ? gunzipSync(raw) : raw,
            wireBytes: raw.length,
            contentEncoding: packed ? 'gzip' : null,
            truncated: false,
          });
        });
      });
      sent.end(body);
    });
  }
}
