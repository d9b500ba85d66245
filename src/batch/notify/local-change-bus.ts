import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import { outsideTransaction } from '../../platform/database/nested-connection.js';
import { guardWith } from '../../platform/egress/guard-handlers.js';
import { ChangeBus, type ChangeNotice } from './change-bus.js';

/** A listener that throws is a fault of ours, which must not keep the hint from the others or end the process. */
const guard = guardWith((error) => process.emitWarning(error instanceof Error ? error : String(error)));

/** Hints inside one process. */
@Injectable()
export class LocalChangeBus extends ChangeBus {
  // Every live client listens; the number is bounded where they are admitted.
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  publish(hint: ChangeNotice): void {
    outsideTransaction(() => setImmediate(() => this.emitter.emit('hint', hint)));
  }

  subscribe(listener: (hint: ChangeNotice) => void): () => void {
    const guarded = guard(listener);
    this.emitter.on('hint', guarded);
    return () => this.emitter.off('hint', guarded);
  }
}
