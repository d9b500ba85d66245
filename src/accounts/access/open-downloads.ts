import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import type { Actor } from '../rights/actor.js';
import { RightsWatch } from './rights-watch.js';

/** Downloads of this process that are being sent. */
@Injectable()
export class OpenDownloads {
  constructor(
    private readonly rights: RightsWatch,
    private readonly log: AppLogger,
  ) {}

  /**
   * Ends a download, incomplete, within 5 s after its caller lost the right to it, whether the client reads or not. The
   * status has been sent already, so that the client sees a connection that breaks off.
   */
  guard<Body extends Readable>(body: Body, actor: Actor, isAllowed: (now: Actor) => boolean): Body {
    const forget = this.rights.add({
      actor,
      applyRights: (now) => {
        if (now !== undefined && isAllowed(now)) return;
        this.log.info('a download was cut: its caller lost the right to it', { user: actor.userId });
        body.destroy(new AppError('FORBIDDEN', 'The right to this download was lost.'));
      },
    });
    body.once('close', forget);
    return body;
  }
}
