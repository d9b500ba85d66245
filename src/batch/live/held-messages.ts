import type { RawData, WebSocket } from 'ws';
import { guardWith } from '../../platform/egress/guard-handlers.js';

/**
 * Keeps back what a client says while it is looked up, so that it may send the next message right behind its first one.
 * The socket is paused meanwhile; what had been read with the first message already is kept here, up to a bound.
 */
export class HeldMessages {
  private readonly messages: (readonly [data: RawData, isBinary: boolean])[] = [];

  /** `refuse` is called for every message beyond `most`. */
  constructor(
    private readonly socket: WebSocket,
    private readonly most: number,
    private readonly refuse: () => void,
  ) {
    socket.pause();
    socket.on('message', this.hold);
  }

  /** Gives what was kept to those who listen now, in its order, and lets the socket go on. */
  release(): void {
    this.socket.off('message', this.hold);
    for (const [data, isBinary] of this.messages.splice(0)) this.socket.emit('message', data, isBinary);
    this.socket.resume();
  }

  private readonly hold = guardWith(() => this.socket.terminate())((data: RawData, isBinary: boolean): void => {
    if (this.messages.length < this.most) this.messages.push([data, isBinary]);
    else this.refuse();
  });
}
