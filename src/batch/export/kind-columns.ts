import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { BackgroundHandler, TransactionalHandler } from '../model/handler.js';
import type { Kind, KindName } from '../model/kind.js';

/** A kind's declarations about its exports. */
export type ExportSchema = Pick<Kind<object, object>, 'exportColumns' | 'inputFields' | 'outputFields'>;

const NONE: ExportSchema = { exportColumns: [] };

/** The columns and fields that each kind declares. Finds the handlers among the providers of all modules. */
@Injectable()
export class KindColumns implements OnModuleInit {
  private readonly schemas = new Map<KindName, ExportSchema>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getProviders()) {
      const handler: unknown = instance;
      if (handler instanceof TransactionalHandler || handler instanceof BackgroundHandler)
        this.schemas.set(handler.kind.name, handler.kind);
    }
  }

  of(kind: KindName): ExportSchema {
    return this.schemas.get(kind) ?? NONE;
  }
}
