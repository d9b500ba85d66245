import type { ProviderName } from './url-result.js';

/** Value of `URL_ANALYSIS_ENGINE`, or of the option of one batch. */
export type EngineChoice = 'auto' | ProviderName;

/** Engines available in the installation. */
interface EngineSupply {
  /** Whether a PageSpeed Insights key is set. */
  readonly psiKey: boolean;
  /** Whether the optional package is installed and a Chrome was found. */
  readonly lighthouse: boolean;
}

export type ChosenEngine =
  { readonly engine: ProviderName; readonly reason: string } | { readonly engine: null; readonly reason: string };

/**
 * `auto` selects psi with a key, lighthouse with a Chrome, else http. A named engine that is unavailable is rejected,
 * never replaced silently.
 */
export function chooseEngine(choice: EngineChoice, supply: EngineSupply): ChosenEngine {
  switch (choice) {
    case 'auto':
      if (supply.psiKey) return { engine: 'psi', reason: 'auto: a PageSpeed Insights key is configured' };
      if (supply.lighthouse) return { engine: 'lighthouse', reason: 'auto: a Chrome was found' };
      return { engine: 'http', reason: 'auto: neither a PageSpeed Insights key nor a Chrome is available' };
    case 'psi':
      return supply.psiKey
        ? { engine: 'psi', reason: 'configured' }
        : { engine: null, reason: 'psi needs a PageSpeed Insights key' };
    case 'lighthouse':
      return supply.lighthouse
        ? { engine: 'lighthouse', reason: 'configured' }
        : { engine: null, reason: 'lighthouse needs its package and a Chrome' };
    case 'http':
      return { engine: 'http', reason: 'configured' };
  }
}
