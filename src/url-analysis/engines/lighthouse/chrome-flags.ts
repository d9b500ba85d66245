interface ChromeFlagOptions {
  /** `http://host:port` of the proxy that applies the egress policy. */
  readonly proxy: string;
  /** Directory of the temporary profile. */
  readonly profileDir: string;
  /** Whether the process runs as root, where Chrome's own sandbox does not start. */
  readonly asRoot: boolean;
}

/** The discard port is among those that Chrome refuses to connect to. */
const NOWHERE = 'http://127.0.0.1:9/';

/**
 * Command line of a headless Chrome that can only reach the proxy. `<-loopback>` disables Chrome's built-in exception
 * for localhost; QUIC and direct WebRTC would bypass a proxy; names are only resolved by the proxy.
 * Chrome's own background requests for updates, the time and the signed-in account are disabled or sent to a port that
 * Chrome never connects to (observed in version 156: update.googleapis.com, clients2.google.com, accounts.google.com).
 * Its sandbox stays enabled unless the process is root, where it does not start.
 */
export function chromeFlags({ proxy, profileDir, asRoot }: ChromeFlagOptions): readonly string[] {
  return [
    '--headless=new',
    ...(asRoot ? ['--no-sandbox'] : []),
    `--proxy-server=${proxy}`,
    '--proxy-bypass-list=<-loopback>',
    '--disable-quic',
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--dns-prefetch-disable',
    '--remote-debugging-port=0',
    `--user-data-dir=${profileDir}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
    `--component-updater=url-source=${NOWHERE}`,
    `--gaia-url=${NOWHERE}`,
    '--disable-domain-reliability',
    '--disable-client-side-phishing-detection',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-sync',
    '--disable-breakpad',
    '--disable-crash-reporter',
    '--disable-features=Translate,OptimizationHints,NetworkTimeServiceQuerying,MediaRouter,DialMediaRouteProvider,CertificateTransparencyComponentUpdater,AutofillServerCommunication',
    '--metrics-recording-only',
    '--mute-audio',
    '--password-store=basic',
    '--use-mock-keychain',
    'about:blank',
  ];
}
