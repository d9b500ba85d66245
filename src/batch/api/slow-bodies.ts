import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import { LiveAccess } from '../../accounts/access/live-access.js';
import type { ScopeName } from '../../accounts/rights/scopes.js';
import { BATCH_BODY_LIMIT } from '../../platform/http/json-body.js';
import type { RoutePolicy } from '../../platform/http/route-policy.js';
import { SharedPlaces } from '../../platform/http/shared-places.js';
import { MAX_STREAM_BYTES } from '../model/items/submission.js';

/** The policy of the routes that take items in every form: JSON, an item on each line, or a file, raw or in a form. */
export const ITEMS_ROUTE = {
  scope: 'batch:write',
  bodyLimit: BATCH_BODY_LIMIT,
  lineStreamLimit: MAX_STREAM_BYTES,
  fileLimit: MAX_STREAM_BYTES,
  multipart: true,
} as const satisfies RoutePolicy;

/** Bodies of a sort that the process reads at once, and of one key. */
const PLACES = { places: 4, share: 2 } as const;

/**
 * Bodies that are written to the disk as they come, which may take half a minute, whichever route they go to: how many
 * there are at once, and whether their caller still may at the end.
 */
@Injectable()
export class SlowBodies {
  /** Each may take 256 MiB of the disk for its items. */
  readonly lines = new SharedPlaces('line streams', PLACES.places, PLACES.share);
  /** Each may take 64 MiB of the disk and 256 MiB more for its items. */
  readonly files = new SharedPlaces('files', PLACES.places, PLACES.share);

  constructor(private readonly access: LiveAccess) {}

  /** The caller with what it may do now. Throws UNAUTHORIZED and FORBIDDEN. */
  requireStill(actor: Actor, scopes: readonly ScopeName[]): Promise<Actor> {
    return this.access.requireStill(actor, scopes);
  }
}
