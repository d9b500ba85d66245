import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import { outsideTransaction } from '../../platform/database/nested-connection.js';
import { guardWith } from '../../platform/egress/guard-handlers.js';
import { ChangeBus, type ChangeNotice } from './change-bus.js';

/** A listener that throws must neither keep the notice from the other listeners nor end the process. */
const guard = guardWith((error) => process.emitWarning(error instanceof Error ? error : String(error)));

/** Change notices inside one process. */
@Injectable()
export class LocalChangeBus extends ChangeBus {
  // Node's warning at 10 listeners is off; the number of live clients is bounded by LiveClients.
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  publish(notice: ChangeNotice): void {
    outsideTransaction(() => setImmediate(() => this.emitter.emit('change', notice)));
  }

  subscribe(listener: (notice: ChangeNotice) => void): () => void {
    const guarded = guard(listener);
    this.emitter.on('change', guarded);
    return () => this.emitter.off('change', guarded);
  }
}
