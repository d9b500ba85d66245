import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { BackgroundHandler, TransactionalHandler } from '../handler.js';
import type { ExportColumn, KindName } from '../kind.js';

/** The export columns that each kind declares; a handler is found by being a provider of its feature's module. */
@Injectable()
export class KindColumns implements OnModuleInit {
  private readonly columns = new Map<KindName, readonly ExportColumn[]>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getProviders()) {
      const handler: unknown = instance;
      if (handler instanceof TransactionalHandler || handler instanceof BackgroundHandler)
        this.columns.set(handler.kind.name, handler.kind.exportColumns);
    }
  }

  /** Empty when the kind declares none. */
  of(kind: KindName): readonly ExportColumn[] {
    return this.columns.get(kind) ?? [];
  }
}
