import type { ProcessRole } from '../platform/config/config.js';

/** Facts shown right after the start. */
interface BannerFacts {
  readonly host: string;
  readonly port: number;
  /** Only at the first start. */
  readonly firstKey: string | undefined;
  /** Signs in to the console once; undefined without an admin's key. */
  readonly ticket: string | undefined;
  /** Path below which a proxy publishes the service. */
  readonly publicPath: string;
  /** Whether the operator gave the key, in `ADMIN_API_KEY`. */
  readonly isKeyGiven: boolean;
  readonly dataDir: string;
  readonly durability: 'process-crash' | 'power-loss';
  readonly role: ProcessRole;
}

/**
 * Formats the lines printed once the service is ready: the key, the addresses and one request that works as printed.
 */
export function banner(facts: BannerFacts): string {
  const { host, port, firstKey, ticket, publicPath, isKeyGiven, dataDir, durability, role } = facts;
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const base = `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
  if (role === 'worker') return `Batchwright works on batches.\n  Health   ${base}/api/v1/health\n`;
  const file = `${dataDir}/admin-key`;
  const key = firstKey ?? (isKeyGiven ? '$ADMIN_API_KEY' : `$(cat '${file}')`);
  const lines = [
    'Batchwright is ready.',
    // The ticket stands behind the #: browsers keep that part to themselves, so that no log holds it.
    `  Console  ${base}${publicPath}/console/${ticket === undefined ? '' : `#ticket=${ticket}   (signs in once, within 10 minutes)`}`,
    `  API      ${base}/api/v1`,
    `  Docs     ${base}/docs`,
    ...(firstKey === undefined ? [] : [`  Key      ${firstKey}   (shown once; stored in ${file})`]),
    ...(durability === 'power-loss'
      ? []
      : [
          '  Data     embedded database: survives a crash of the process, not power loss; set DATABASE_URL for PostgreSQL',
        ]),
    'Try it:',
    `  curl -s ${base}/api/v1/batch-process -H 'X-API-Key: '"${key}" -H 'Content-Type: application/json' -d '{"items":[{"id":"contact-001","data":{"name":"Ana Souza","email":"ana@example.com"}}]}'`,
  ];
  return `${lines.join('\n')}\n`;
}
