import { connect, isIPv6, type Socket } from 'node:net';
import { AppError } from '../errors/app-error.js';
import { canonical } from '../addresses/address-ranges.js';
import { MAX_ADDRESSES_TRIED, NEXT_ADDRESS_MS } from './egress-limits.js';
import { phase } from './phase.js';

/**
 * Connects to the first of the checked addresses that accepts, and to nothing else. The next address is tried as
 * soon as the previous one failed, or in parallel after 250 ms (RFC 8305). Before the socket is returned, and so
 * before a byte is sent, its remote address is compared with the checked one.
 *
 * Throws CONNECT_FAILED, CONNECT_TIMEOUT or TARGET_NOT_ALLOWED; no message names an address.
 */
export function connectPinned(
  addresses: readonly string[],
  port: number,
  ms: number,
  signal: AbortSignal,
): Promise<Socket> {
  return phase<Socket>(ms, 'CONNECT_TIMEOUT', signal, (resolve, reject, guard) => {
    const candidates = addresses.slice(0, MAX_ADDRESSES_TRIED);
    const open = new Set<Socket>();
    let winner: Socket | undefined;
    let next: NodeJS.Timeout | undefined;

    const tryNext = guard(() => {
      clearTimeout(next);
      const address = candidates.shift();
      if (address === undefined) return;
      const socket = connect({ host: address, port, family: isIPv6(address) ? 6 : 4, autoSelectFamily: false });
      open.add(socket);
      socket.setNoDelay(true);
      socket.once(
        'connect',
        guard(() => {
          if (!isPinned(socket, address, port)) {
            reject(new AppError('TARGET_NOT_ALLOWED'));
            return;
          }
          winner = socket;
          resolve(socket);
        }),
      );
      // Stays on the winner as well: an error before the next owner adds its listener must not end the process.
      socket.on(
        'error',
        guard((error: unknown) => {
          open.delete(socket);
          if (candidates.length > 0) tryNext();
          else if (open.size === 0) reject(new AppError('CONNECT_FAILED', undefined, { cause: error }));
        }),
      );
      if (candidates.length > 0) next = setTimeout(tryNext, NEXT_ADDRESS_MS);
    });

    tryNext();
    return () => {
      clearTimeout(next);
      candidates.length = 0;
      for (const socket of open) if (socket !== winner) socket.destroy();
    };
  });
}

function isPinned(socket: Socket, address: string, port: number): boolean {
  return canonical(socket.remoteAddress ?? '') === canonical(address) && socket.remotePort === port;
}
