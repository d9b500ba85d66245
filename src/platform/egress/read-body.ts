import type { IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Transform } from 'node:stream';
import { AppError, type ErrorCode } from '../errors/app-error.js';
import { decoderFor } from './content-coding.js';
import { RATIO_FLOOR_BYTES } from './egress-limits.js';
import type { BodyPlace } from './body-budget.js';
import type { EgressLimits } from './egress.types.js';
import { guardWith } from './guard-handlers.js';
import { httpFailure } from './http-failure.js';
import { joinPieces } from './join-pieces.js';
import type { OpenResponse } from './send-request.js';

/** A body that was read within its limits. */
interface ReadBody {
  readonly body: Buffer;
  readonly wireBytes: number;
  readonly truncated: boolean;
}

/** Limits for reading one body. */
interface BodyBounds {
  readonly limits: EgressLimits;
  readonly signal: AbortSignal;
  /** The body's allocation in the byte budget; the caller releases it. */
  readonly place: BodyPlace;
}

/** Interval of the check of a body's average rate, in milliseconds. */
const RATE_CHECK_MS = 1_000;

/**
 * Reads one response body in bounded memory: wire bytes, decoded bytes and their ratio are counted as they arrive
 * and nothing is buffered beyond `decodedBytes`. Decoding pauses the socket, never the other way round. A larger
 * body waits for its allocation in the budget of the process; meanwhile the socket is paused and no time limit of
 * the target runs.
 *
 * Throws OVERLOADED, BODY_TOO_LARGE, DECODED_TOO_LARGE, TOO_SLOW, INCOMPLETE_BODY, PROTOCOL_ERROR, or the signal's
 * reason.
 */
export function readBody(open: OpenResponse, coding: string | null, bounds: BodyBounds): Promise<ReadBody> {
  return new Promise((resolve, reject) => {
    new BodyReader(open.response, coding, bounds).start(open, resolve, reject);
  });
}

/**
 * Reading → ended (complete, truncated or failed). `end` is the only exit: it stops timers and listeners and destroys
 * the response, so nothing arrives afterwards. The pieces of a large body are joined after it.
 */
class BodyReader {
  private readonly pieces: Buffer[] = [];
  /** Shifted by the time spent waiting for an allocation. */
  private begun = performance.now();
  private isWaiting = false;
  private readonly limits: EgressLimits;
  private wireBytes = 0;
  private decodedBytes = 0;
  private ended = false;
  /** The wire limit truncated the body; what the decoder already holds still comes out. */
  private cut = false;
  private decoder: Transform | undefined;
  private readonly guard = guardWith((error) => this.finish(asError(error)));
  private release: () => void = () => undefined;
  private complete: (outcome: ReadBody | Error) => void = () => undefined;

  constructor(
    private readonly response: IncomingMessage,
    private readonly coding: string | null,
    private readonly bounds: BodyBounds,
  ) {
    this.limits = bounds.limits;
  }

  start({ request, failure }: OpenResponse, resolve: (body: ReadBody) => void, reject: (error: Error) => void): void {
    const { limits, response } = this;
    const { signal } = this.bounds;
    const idle = setTimeout(() => {
      if (this.isWaiting) idle.refresh();
      else this.fail('TOO_SLOW');
    }, limits.idleMs);
    const rate = setInterval(
      () => {
        this.checkRate();
      },
      Math.min(RATE_CHECK_MS, Math.max(1, limits.slowAfterMs)),
    );
    const onAbort = () => {
      this.finish(signal.reason as Error);
    };
    const onError = (error: unknown) => {
      this.finish(httpFailure(error, 'INCOMPLETE_BODY'));
    };
    this.release = () => {
      clearTimeout(idle);
      clearInterval(rate);
      signal.removeEventListener('abort', onAbort);
    };
    this.complete = (outcome) => {
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    };
    // Error listeners are never removed: a late parser error of an abandoned socket must not end the process. Bytes
    // after a complete body are ignored and not an error of this exchange.
    request.on(
      'error',
      this.guard((error: unknown) => {
        if (!response.complete) onError(error);
      }),
    );
    response.on('error', this.guard(onError));
    response.on(
      'data',
      this.guard((chunk: Buffer) => {
        idle.refresh();
        this.onWire(chunk);
      }),
    );
    response.on(
      'end',
      this.guard(() => this.onEnd()),
    );
    response.on(
      'close',
      this.guard(() => {
        if (!response.complete && !this.cut) this.fail('INCOMPLETE_BODY');
      }),
    );
    const early = failure();
    if (early && !response.complete) this.finish(early);
    else if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  }

  private onWire(chunk: Buffer): void {
    if (this.ended || this.cut) return;
    const room = this.limits.wireBytes - this.wireBytes;
    this.wireBytes += Math.min(chunk.length, room);
    this.checkRate();
    if (this.coding === null) this.onDecoded(chunk.subarray(0, room));
    else this.decode(chunk.subarray(0, room), this.coding);
    if (chunk.length > room) this.cutWire();
  }

  /** The decoder is made at the first byte: an empty body with a coding is valid (seen on redirects and HEAD). */
  private decode(chunk: Buffer, coding: string): void {
    if (!this.decoder) {
      const decoder = decoderFor(coding);
      decoder.on(
        'data',
        this.guard((piece: Buffer) => this.onDecoded(piece)),
      );
      decoder.on(
        'drain',
        this.guard(() => {
          if (!this.isWaiting) this.response.resume();
        }),
      );
      decoder.on(
        'end',
        this.guard(() => this.whole()),
      );
      decoder.on(
        'error',
        this.guard((error: unknown) => {
          if (this.cut) this.whole();
          else
            this.finish(
              new AppError('PROTOCOL_ERROR', 'The response is not in the coding it names.', { cause: error }),
            );
        }),
      );
      this.decoder = decoder;
    }
    if (!this.decoder.write(chunk)) this.response.pause();
  }

  private onDecoded(piece: Buffer): void {
    if (this.ended) return;
    const room = this.limits.decodedBytes - this.decodedBytes;
    this.decodedBytes += piece.length;
    if (this.decodedBytes > RATIO_FLOOR_BYTES && this.decodedBytes > this.wireBytes * this.limits.ratio) {
      this.fail('DECODED_TOO_LARGE');
      return;
    }
    this.pieces.push(piece.length > room ? piece.subarray(0, room) : piece);
    if (piece.length > room) this.overflow('DECODED_TOO_LARGE');
    else if (!this.isWaiting && !this.bounds.place.holds(this.decodedBytes)) void this.waitForPlace();
  }

  /** Pauses reading until the budget has room for the rest of this body. */
  private async waitForPlace(): Promise<void> {
    const { place, signal } = this.bounds;
    const since = performance.now();
    this.isWaiting = true;
    this.response.pause();
    this.decoder?.pause();
    try {
      await place.widen(this.mostBytes(), signal);
      this.begun += performance.now() - since;
    } catch (error) {
      this.finish(asError(error));
    } finally {
      this.isWaiting = false;
    }
    if (this.ended) return;
    this.decoder?.resume();
    // A full decoder resumes the response itself: bytes written ahead of it would hide how far they expand.
    if (this.decoder?.writableNeedDrain !== true) this.response.resume();
  }

  /** Maximum size that this body may reach, in bytes. */
  private mostBytes(): number {
    const { decodedBytes, wireBytes } = this.limits;
    if (this.coding !== null) return decodedBytes;
    const announced = Number(this.response.headers['content-length'] ?? Number.NaN);
    return Math.min(decodedBytes, wireBytes, Number.isSafeInteger(announced) ? announced : decodedBytes);
  }

  /**
   * Truncates at the wire limit. The decoder fails at the end of the truncated stream, after it has output
   * everything before it.
   */
  private cutWire(): void {
    if (!this.limits.truncate || !this.decoder) {
      this.overflow('BODY_TOO_LARGE');
      return;
    }
    this.cut = true;
    this.response.destroy();
    this.decoder.end();
  }

  private onEnd(): void {
    if (this.ended || this.cut) return;
    if (!this.response.complete) this.fail('INCOMPLETE_BODY');
    else if (this.decoder) this.decoder.end();
    else this.whole();
  }

  /** Handles a body over a limit: truncated if the caller wants that, else an error. */
  private overflow(code: ErrorCode): void {
    if (!this.limits.truncate) {
      this.fail(code);
      return;
    }
    this.cut = true;
    this.whole();
  }

  private whole(): void {
    if (this.ended) return;
    const pieces = this.pieces.splice(0);
    this.end();
    const completed = (body: Buffer): void => {
      this.bounds.place.shrink(body.length);
      this.complete({ body, wireBytes: this.wireBytes, truncated: this.cut });
    };
    const joined = joinPieces(pieces, this.bounds.signal);
    if (Buffer.isBuffer(joined)) completed(joined);
    else void joined.then(completed).catch((error: unknown) => this.complete(asError(error)));
  }

  private checkRate(): void {
    if (this.isWaiting) return;
    const ms = performance.now() - this.begun;
    if (ms < this.limits.slowAfterMs) return;
    if ((this.wireBytes / ms) * 1000 < this.limits.minBytesPerSecond) this.fail('TOO_SLOW');
  }

  private fail(code: ErrorCode): void {
    this.finish(new AppError(code));
  }

  private finish(error: Error): void {
    if (this.ended) return;
    this.end();
    this.complete(error);
  }

  private end(): void {
    this.ended = true;
    this.release();
    this.pieces.length = 0;
    this.decoder?.destroy();
    this.response.destroy();
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
