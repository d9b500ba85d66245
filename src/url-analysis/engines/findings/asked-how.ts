import type { KeptConnections } from '../../../platform/egress/kept-connections.js';

/** How everything is asked for that belongs to one page. */
export interface AskedHow {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly connections: KeptConnections;
}
