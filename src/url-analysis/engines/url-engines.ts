import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config.js';
import { TargetPolicy } from '../../platform/egress/address-policy.js';
import { AlpnProbe, Egress } from '../../platform/egress/egress.types.js';
import { LoopbackProxy } from '../../platform/egress/loopback-proxy.js';
import { productToken } from '../../platform/egress/product-token.js';
import { chooseEngine, type ChosenEngine, type EngineChoice } from './choose-engine.js';
import { HttpEngine } from './http/http-engine.js';
import { PageReader } from './http/page-reader.js';
import { findChrome, hasLighthouse } from './lighthouse/find-chrome.js';
import { LighthouseEngine } from './lighthouse/lighthouse-engine.js';
import { PsiEngine } from './psi/psi-engine.js';
import { PsiQuota } from './psi/psi-quota.js';
import type { UrlAnalysisEngine } from './url-engine.js';
import { URL_ANALYSIS_SETTINGS } from '../url-analysis.settings.js';
import type { ProviderName } from './url-result.js';

/** The engines of this installation; each starts its threads and processes with its first analysis. */
@Injectable()
export class UrlEngines implements OnApplicationShutdown {
  private readonly engines: ReadonlyMap<ProviderName, UrlAnalysisEngine>;
  private readonly proxy: LoopbackProxy;
  private proxyUrl: Promise<string> | undefined;

  constructor(
    private readonly config: AppConfig,
    egress: Egress,
    alpn: AlpnProbe,
    policy: TargetPolicy,
  ) {
    this.proxy = new LoopbackProxy(policy);
    const client = { request: egress.request.bind(egress), probeAlpn: alpn.probeAlpn.bind(alpn) };
    const settings = URL_ANALYSIS_SETTINGS.of(config);
    const product = productToken(config.contactEmail);
    const engines: UrlAnalysisEngine[] = [new HttpEngine(client, new PageReader(), { product })];
    const chromePath = hasLighthouse() ? findChrome(settings.CHROME_PATH ?? null) : null;
    if (chromePath !== null)
      engines.push(
        new LighthouseEngine({
          chromePath,
          proxy: () => this.startedProxy(),
          concurrency: settings.LIGHTHOUSE_CONCURRENCY,
        }),
      );
    const { PSI_API_KEY: key, PSI_BASE_URL: baseUrl } = settings;
    if (key !== undefined) engines.push(new PsiEngine(egress, new PsiQuota(), { key, baseUrl }));
    this.engines = new Map(engines.map((engine) => [engine.name, engine]));
  }

  /** The engine for a choice; by default that of `URL_ANALYSIS_ENGINE`. */
  choose(choice: EngineChoice = URL_ANALYSIS_SETTINGS.of(this.config).URL_ANALYSIS_ENGINE): ChosenEngine {
    return chooseEngine(choice, { psiKey: this.engines.has('psi'), lighthouse: this.engines.has('lighthouse') });
  }

  /** Undefined when the engine is not available in this process. */
  find(name: ProviderName): UrlAnalysisEngine | undefined {
    return this.engines.get(name);
  }

  get names(): readonly ProviderName[] {
    return [...this.engines.keys()];
  }

  /** Ends threads, browsers and the proxy after the worker has stopped. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.engines.values()].map((engine) => engine.close()));
    if (this.proxyUrl !== undefined) await this.proxy.stop();
  }

  private startedProxy(): Promise<string> {
    this.proxyUrl ??= this.proxy.start();
    return this.proxyUrl;
  }
}
