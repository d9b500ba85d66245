import type { Server, ServerResponse } from 'node:http';

/** Interval in which a closing server looks for connections that have become idle, in milliseconds. */
const IDLE_CHECK_MS = 250;
/** When connections that are still busy are cut, in milliseconds, so that the process ends within 30 s. */
const CUT_MS = 26_000;

/** From now on every answer tells its client that the connection ends. */
export function announceClose(server: Server): void {
  server.prependListener('request', (_, answer: ServerResponse) => {
    answer.shouldKeepAlive = false;
  });
}

/**
 * Prepares a server for its close. Node itself would end idle connections in the moment in which it stops listening,
 * and reset a request that a client has just sent on one; here they stay open for another `idleMs` milliseconds and are
 * answered. Later ones are closed as they become idle: the server would wait for the end of their keep-alive (72 s,
 * seen).
 */
export function prepareClose(server: Server, idleMs: number): void {
  const closeIdle = server.closeIdleConnections.bind(server);
  // Is called by `close` of the server.
  server.closeIdleConnections = () => {
    server.closeIdleConnections = closeIdle;
    setTimeout(() => {
      closeIdle();
      setInterval(closeIdle, IDLE_CHECK_MS).unref();
    }, idleMs).unref();
  };
  setTimeout(() => server.closeAllConnections(), CUT_MS).unref();
}
