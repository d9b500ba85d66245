import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { BackgroundHandler, TransactionalHandler } from './handler.js';
import type { KindName } from './kind.js';

export type AnyBackground = BackgroundHandler<object, object, object>;
export type AnyTransactional = TransactionalHandler<object, object, object, unknown>;
export type AnyHandler = AnyBackground | AnyTransactional;

/**
 * The handlers among the providers of all modules, by kind. Listing a handler as a provider registers it. The start
 * fails when a kind has two handlers.
 */
@Injectable()
export class HandlerRegistry implements OnModuleInit {
  private readonly handlers = new Map<KindName, AnyHandler>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (instance instanceof BackgroundHandler || instance instanceof TransactionalHandler)
        this.add(instance as AnyHandler);
    }
    if (this.handlers.size === 0) throw new Error('No module provides a handler.');
  }

  find(kind: KindName): AnyHandler | undefined {
    return this.handlers.get(kind);
  }

  /** The handler of a kind. Throws when no module of this process has one. */
  get(kind: KindName): AnyHandler {
    const handler = this.handlers.get(kind);
    if (handler === undefined) throw new Error(`No module provides a handler of the kind ${kind}.`);
    return handler;
  }

  kinds(): readonly KindName[] {
    return [...this.handlers.keys()];
  }

  private add(handler: AnyHandler): void {
    const { name } = handler.kind;
    const other = this.handlers.get(name);
    if (other !== undefined && other !== handler)
      throw new Error(`Two handlers of the kind ${name}: ${other.constructor.name} and ${handler.constructor.name}.`);
    this.handlers.set(name, handler);
  }
}

export const isBackground = (handler: AnyHandler): handler is AnyBackground => handler instanceof BackgroundHandler;
