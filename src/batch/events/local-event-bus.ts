import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import { outsideTransaction } from '../../platform/database/nested-connection.js';
import { EventBus, type Hint } from './event-bus.js';

/** Hints inside one process. */
@Injectable()
export class LocalEventBus extends EventBus {
  // Every live client listens; the number is bounded where they are admitted.
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  publish(hint: Hint): void {
    outsideTransaction(() => setImmediate(() => this.emitter.emit('hint', hint)));
  }

  subscribe(listener: (hint: Hint) => void): () => void {
    this.emitter.on('hint', listener);
    return () => this.emitter.off('hint', listener);
  }
}
