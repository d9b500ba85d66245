import type { RawData, WebSocket } from 'ws';
import { guardWith } from '../../platform/egress/guard-handlers.js';

/**
 * Holds back a client's messages while it is being authenticated, so that it need not wait for the answer to its first
 * one. The socket is paused meanwhile; messages that were already read together with the first one are held here, up to
 * `most`.
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

  /** Emits the held messages in order to the socket's present listeners, and resumes the socket. */
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
