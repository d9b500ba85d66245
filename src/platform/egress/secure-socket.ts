import { isIP, type Socket } from 'node:net';
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { AppError } from '../errors/app-error.js';
import type { EgressTls } from './egress.types.js';
import { systemCode } from './http-failure.js';
import { phase } from './phase.js';
import { definedOnly } from '../objects/defined-only.js';

/** Alternative names of a certificate that are reported; some certificates of hosting services carry thousands. */
const MAX_ALT_NAMES = 100;

/** Options of a TLS handshake. */
interface SecureOptions {
  /** The name (or literal address) the certificate must be valid for; sent as SNI when it is a name. */
  readonly host: string;
  readonly alpn: readonly string[];
  /** Certificate authorities instead of the built-in ones, PEM. */
  readonly ca?: string | undefined;
  readonly ms: number;
  readonly signal: AbortSignal;
}

/**
 * Starts TLS on a connected socket and verifies the name. Throws TLS_ERROR, CONNECT_FAILED (cut off) or
 * CONNECT_TIMEOUT.
 */
export function secure(socket: Socket, options: SecureOptions): Promise<TLSSocket> {
  return phase<TLSSocket>(options.ms, 'CONNECT_TIMEOUT', options.signal, (resolve, reject, guard) => {
    const tls = connect({
      socket,
      host: options.host,
      ...(isIP(options.host) === 0 ? { servername: options.host } : {}),
      ALPNProtocols: [...options.alpn],
      ...definedOnly({ ca: options.ca }),
    });
    tls.once(
      'secureConnect',
      guard(() => resolve(tls)),
    );
    tls.on(
      'error',
      guard((error: unknown) => reject(tlsFailure(error))),
    );
    return (succeeded) => {
      if (!succeeded) tls.destroy();
    };
  });
}

/** The certificate and the connection as plain data. */
export function tlsFacts(tls: TLSSocket): EgressTls {
  const certificate = tls.getPeerCertificate();
  return {
    protocol: tls.getProtocol(),
    cipher: tls.getCipher().standardName,
    issuer: nameOf(certificate),
    subjectAltNames: altNames(certificate),
    validFrom: instant(certificate.valid_from),
    validTo: instant(certificate.valid_to),
    alpn: tls.alpnProtocol || null,
  };
}

/** A rejected certificate or handshake is permanent; a connection cut during the handshake is not. */
function tlsFailure(error: unknown): AppError {
  const code = systemCode(error);
  const isCut = /^(?:ECONN|EPIPE|ETIMEDOUT|EHOST|ENET)/.test(code);
  return isCut
    ? new AppError('CONNECT_FAILED', undefined, { cause: error })
    : new AppError('TLS_ERROR', undefined, { cause: error, details: { reason: code || 'handshake' } });
}

/** Fields of a certificate may be missing despite the types: the server chooses what it sends. */
function nameOf({ issuer }: Partial<PeerCertificate>): string | null {
  const name = issuer?.O ?? issuer?.CN;
  const first: unknown = Array.isArray(name) ? name[0] : name;
  return typeof first === 'string' ? first.slice(0, 256) : null;
}

function altNames({ subjectaltname }: Partial<PeerCertificate>): string[] {
  return (subjectaltname ?? '')
    .split(', ', MAX_ALT_NAMES)
    .map((entry) => entry.replace(/^(?:DNS|IP Address):/, '').slice(0, 256))
    .filter((entry) => entry !== '');
}

function instant(text: string | undefined): string | null {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
