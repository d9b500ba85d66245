import { randomUUID } from 'node:crypto';
import type { TokenUse } from '../../platform/llm/token-use.js';
import type { Payer, SpendingLimits, SpendingStore } from './spending-store.js';

/** Limits by provider; a provider that is not named has none. */
export type LedgerLimits = Readonly<Record<string, SpendingLimits>>;

/** What somebody may still spend on paid questions. */
export interface Ledger {
  /**
   * Who is held to a limit of calls; null when no such limit holds. What is found within a limit may lack what others
   * would find, so it is only shared within one account.
   */
  readonly account: string | null;
  /** Sets a call and its tokens aside; false at the limit, and then the question is not asked. */
  reserve(provider: string, tokens?: number): Promise<boolean>;
  /** Says what the answer cost; no tokens for a question that failed. */
  charge(provider: string, reserved: number, use: TokenUse): Promise<void>;
  /** Gives back what was set aside for a question that somebody else asks. */
  giveBack(provider: string, reserved: number): Promise<void>;
}

const accountOf = (limits: LedgerLimits, name: string): string | null =>
  Object.values(limits).some(({ calls }) => calls !== undefined) ? name : null;

/** The ledger of a batch, or of an owner's day, which all workers share. */
export const sharedLedger = (store: SpendingStore, payer: Payer, limits: LedgerLimits): Ledger => ({
  account: accountOf(limits, JSON.stringify(payer)),
  reserve: async (provider, tokens = 0) => {
    const { tokens: most = tokens } = limits[provider] ?? {};
    return tokens <= most && (await store.reserve(payer, provider, tokens, limits[provider] ?? {}));
  },
  charge: (provider, reserved, use) => store.charge(payer, provider, reserved, use),
  giveBack: (provider, reserved) => store.giveBack(payer, provider, reserved),
});

/** A ledger of one request, kept in memory. */
export function requestLedger(limits: LedgerLimits): Ledger {
  const spent = new Map<string, { readonly calls: number; readonly tokens: number }>();
  const change = (provider: string, calls: number, tokens: number): void => {
    const before = spent.get(provider) ?? { calls: 0, tokens: 0 };
    spent.set(provider, { calls: before.calls + calls, tokens: before.tokens + tokens });
  };
  return {
    account: accountOf(limits, `request:${randomUUID()}`),
    reserve: (provider, tokens = 0) => {
      const before = spent.get(provider) ?? { calls: 0, tokens: 0 };
      const { calls: mostCalls = Infinity, tokens: mostTokens = Infinity } = limits[provider] ?? {};
      const fits = before.calls + 1 <= mostCalls && before.tokens + tokens <= mostTokens;
      if (fits) change(provider, 1, tokens);
      return Promise.resolve(fits);
    },
    charge: (provider, reserved, { input_tokens, output_tokens }) => {
      change(provider, 0, input_tokens + output_tokens - reserved);
      return Promise.resolve();
    },
    giveBack: (provider, reserved) => {
      change(provider, -1, -reserved);
      return Promise.resolve();
    },
  };
}
