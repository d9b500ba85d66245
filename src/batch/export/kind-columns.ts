import { Injectable } from '@nestjs/common';
import { HandlerRegistry } from '../model/handlers/handler-registry.js';
import type { Kind, KindName } from '../model/kinds/kind.js';

/** A kind's declarations about its exports. */
type ExportSchema = Pick<Kind<object, object>, 'exportColumns' | 'inputFields' | 'outputFields'>;

const NONE: ExportSchema = { exportColumns: [] };

/** The columns and fields that each kind declares; a kind whose module is not loaded has the fields of its items. */
@Injectable()
export class KindColumns {
  constructor(private readonly handlers: HandlerRegistry) {}

  of(kind: KindName): ExportSchema {
    return this.handlers.find(kind)?.kind ?? NONE;
  }
}
