import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { declaredKinds } from '../kinds/declared-kinds.js';
import { FeatureError } from '../../../platform/errors/feature-error.js';
import { BackgroundHandler, TransactionalHandler } from './handler.js';
import type { KindName } from '../kinds/kind.js';

export type AnyBackground = BackgroundHandler<object, object, object>;
export type AnyTransactional = TransactionalHandler<object, object, object, unknown>;
export type AnyHandler = AnyBackground | AnyTransactional;

/** The handlers among the providers of all modules, by kind. Listing a handler as a provider registers it. */
@Injectable()
export class HandlerRegistry {
  private collected: ReadonlyMap<KindName, AnyHandler> | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  /**
   * Throws `FeatureError` unless each declared kind has exactly one handler and each handler's kind is declared. Called
   * at the start, before anything is stored.
   */
  requireComplete(): void {
    const declared = declaredKinds().map(({ name }) => name);
    for (const name of declared)
      if (!this.handlers.has(name))
        throw new FeatureError(`The kind ${name} has no handler: list a provider in its module whose kind is ${name}.`);
    for (const [name, handler] of this.handlers)
      if (!declared.includes(name))
        throw new FeatureError(`${handler.constructor.name} handles the kind ${name}, which no feature declares.`);
  }

  find(kind: KindName): AnyHandler | undefined {
    return this.handlers.get(kind);
  }

  /** The handler of a kind. Throws when no module of this process has one. */
  get(kind: KindName): AnyHandler {
    const handler = this.find(kind);
    if (handler === undefined) throw new Error(`No module provides a handler of the kind ${kind}.`);
    return handler;
  }

  /** The kinds that this process has handlers of. */
  kinds(): readonly KindName[] {
    return [...this.handlers.keys()];
  }

  /**
   * Collected when first asked for: all providers exist by then. Throws `FeatureError` when a kind has two handlers.
   */
  private get handlers(): ReadonlyMap<KindName, AnyHandler> {
    if (this.collected !== undefined) return this.collected;
    const found = new Map<KindName, AnyHandler>();
    for (const { instance } of this.discovery.getProviders()) {
      const handler: unknown = instance;
      if (handler instanceof BackgroundHandler || handler instanceof TransactionalHandler)
        add(found, handler as AnyHandler);
    }
    this.collected = found;
    return found;
  }
}

function add(found: Map<KindName, AnyHandler>, handler: AnyHandler): void {
  const { name } = handler.kind;
  const other = found.get(name);
  if (other !== undefined && other !== handler)
    throw new FeatureError(
      `The kind ${name} has two handlers: ${other.constructor.name} and ${handler.constructor.name}.`,
    );
  found.set(name, handler);
}

export const isBackground = (handler: AnyHandler): handler is AnyBackground => handler instanceof BackgroundHandler;

/** Why a batch of a kind without a handler makes no progress. */
export const notLoaded = (kind: KindName): string =>
  `The module of the kind ${kind} is not loaded; its open items wait until it is.`;
