import { resolve } from 'node:path';
import { z } from 'zod';
import { AllowList } from '../addresses/allow-list.js';
import {
  allowList,
  baseUrl,
  commaList,
  databaseUrl,
  dnsServers,
  flag,
  integer,
  redisUrl,
  trustedProxies,
} from './setting-types.js';
import { conflicts } from './conflicting-settings.js';

/** How URLs are analysed; see `chooseEngine`. */
export const URL_ANALYSIS_ENGINES = ['auto', 'http', 'lighthouse', 'psi'] as const;
/** Providers of profile data: `archive` (LinkedIn data export) and `pdl` (People Data Labs). */
export const PROFILE_PROVIDERS = ['archive', 'pdl'] as const;
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What a process does: everything (`all`), HTTP requests (`api`) or batches (`worker`). */
export const ROLES = ['all', 'api', 'worker'] as const;
export type ProcessRole = (typeof ROLES)[number];

/** Processes of one fleet may be set differently: no lease is longer than this. */
export const LONGEST_LEASE_SECONDS = 600;

const profileProviders = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(
    z
      .array(z.enum(PROFILE_PROVIDERS))
      .refine((names) => new Set(names).size === names.length, 'must not contain duplicates'),
  )
  .default([...PROFILE_PROVIDERS]);

/** Well-known default keys; a service that accepts one is open to everyone. */
const GUESSABLE = /^(change-?me|secret|password|admin|test|api-?key)[-_\d]*$/i;

/**
 * Every setting of the service, with its environment variable, default and unit. `.env.example` and the README's table
 * are checked against this schema.
 */
const SETTINGS = z.object({
  PORT: integer(0, 65_535, 8000).describe('TCP port of the HTTP server; 0 takes a free one'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on; 0.0.0.0 for all interfaces'),
  DATA_DIR: z.string().min(1).default('./data').describe('Directory of the embedded database and of the first key'),
  DATABASE_URL: databaseUrl.optional().describe('PostgreSQL 14 or later; without it the embedded database is used'),
  DATABASE_POOL_SIZE: integer(1, 200, 10).describe('Connections to PostgreSQL per process'),
  REDIS_URL: redisUrl
    .optional()
    .describe('Redis that joins several processes on one DATABASE_URL; without it one process does everything'),
  ROLE: z
    .enum(ROLES)
    .default('all')
    .describe('What this process does: all, api (answers requests) or worker (works on batches); needs REDIS_URL'),
  ADMIN_API_KEY: z
    .string()
    .min(16, 'must have at least 16 characters')
    .max(200)
    .refine((key) => !GUESSABLE.test(key), 'is a well-known default key')
    .optional()
    .describe('API key of the first admin; without it one is made at the first start and printed once'),
  RATE_LIMIT_PER_MINUTE: integer(0, 1_000_000, 300).describe('Requests a minute per key over all routes; 0 = off'),
  CONTACT_RATE_LIMIT_PER_MINUTE: integer(0, 1_000_000, 10).describe(
    'Requests a minute per key to POST /api/v1/batch-process; 0 = off',
  ),
  MAX_ACTIVE_BATCHES: integer(1, 100_000, 100).describe('Batches of one key that may wait, run or be paused at once'),
  MAX_QUEUED_ITEMS: integer(1, 100_000_000, 200_000).describe(
    'Items that may wait, of all callers together, before new batches are refused',
  ),
  WORKER_BATCHES: integer(1, 1000, 8).describe('Batches that one process works on at once'),
  WORKER_ITEMS: integer(1, 10_000, 64).describe('Items that one process runs at once'),
  LEASE_SECONDS: integer(3, LONGEST_LEASE_SECONDS, 30).describe(
    'Seconds without a heartbeat after which another worker takes over a batch',
  ),
  RETENTION_DAYS: integer(1, 3650, 30).describe('Days that ended batches are kept'),
  EGRESS_ALLOW: allowList.describe(
    'Comma-separated host, address or CIDR, each with an optional :port, that fetched targets may reach beyond the public internet',
  ),
  WEBHOOK_ALLOW: allowList.describe('The same for webhooks; neither opens the other'),
  SECRET_KEY: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe('Encrypts the secrets of webhooks; made in DATA_DIR when embedded, else needed for webhooks'),
  EGRESS_DNS_SERVERS: dnsServers.describe(
    'Comma-separated DNS servers, address or address:port, that public names are asked of; empty = those of the machine',
  ),
  CONTACT_EMAIL: z
    .email()
    .optional()
    .describe('Address that outgoing requests name in their User-Agent; some providers demand one'),
  URL_ANALYSIS_ENGINE: z
    .enum(URL_ANALYSIS_ENGINES)
    .default('auto')
    .describe('auto, http, lighthouse or psi; auto takes psi with a key, lighthouse with a Chrome, else http'),
  LIGHTHOUSE_CONCURRENCY: integer(1, 64, 1).describe(
    'Lighthouse runs at once in one process; more than one distorts the measurements',
  ),
  CHROME_PATH: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Chrome or Chromium for Lighthouse; else the usual places. As root it runs without its sandbox: run the service as another user',
    ),
  PSI_API_KEY: z.string().min(1).max(200).optional().describe('Key of the PageSpeed Insights API'),
  PSI_BASE_URL: baseUrl
    .default('https://pagespeedonline.googleapis.com')
    .describe('Base URL of the PageSpeed Insights API'),
  BRAVE_API_KEY: z.string().min(1).max(200).optional().describe('Key of Brave Search, which finds company websites'),
  BRAVE_BASE_URL: baseUrl.default('https://api.search.brave.com/res/v1').describe('Base URL of the Brave Search API'),
  PDL_API_KEY: z.string().min(1).max(200).optional().describe('Key of People Data Labs'),
  PDL_BASE_URL: baseUrl.default('https://api.peopledatalabs.com/v5').describe('Base URL of the People Data Labs API'),
  WIKIDATA_BASE_URL: baseUrl
    .default('https://www.wikidata.org')
    .describe('Base URL of Wikidata; asked only when CONTACT_EMAIL is set'),
  WIKIPEDIA_BASE_URL: baseUrl
    .default('https://{language}.wikipedia.org')
    .describe('Base URL of Wikipedia, {language} the edition; asked only when CONTACT_EMAIL is set'),
  GLEIF_BASE_URL: baseUrl.default('https://api.gleif.org/api/v1').describe('Base URL of the GLEIF API'),
  SEC_FILES_BASE_URL: baseUrl
    .default('https://www.sec.gov')
    .describe("Base URL of SEC's ticker file; asked only when CONTACT_EMAIL is set"),
  SEC_DATA_BASE_URL: baseUrl
    .default('https://data.sec.gov')
    .describe("Base URL of SEC's data; asked only when CONTACT_EMAIL is set"),
  PROFILE_PROVIDERS: profileProviders.describe(
    'Comma-separated sources of profiles in the order in which they are asked: archive, pdl',
  ),
  PROFILE_WAIT_SECONDS: integer(1, 600, 120).describe(
    'Seconds that POST /api/v1/profiles/batch-enhanced waits for its batch before it answers 202',
  ),
  EMBEDDINGS_URL: baseUrl
    .optional()
    .describe('OpenAI-compatible endpoint up to /embeddings; without it texts are embedded locally, by their words'),
  EMBEDDINGS_MODEL: z
    .string()
    .min(1)
    .max(200)
    .default('text-embedding-3-small')
    .describe('Model that EMBEDDINGS_URL is asked for'),
  EMBEDDINGS_API_KEY: z.string().min(1).max(500).optional().describe('Bearer key of EMBEDDINGS_URL'),
  EMBEDDINGS_DIMENSIONS: integer(8, 4000, 1536).describe('Length of the vectors that EMBEDDINGS_MODEL answers with'),
  TRUST_PROXY: trustedProxies.describe(
    'Reverse proxies in front, whose X-Forwarded-For contains the client address: how many (1), or comma-separated addresses and CIDRs of theirs; 0 = none',
  ),
  MAX_CONNECTIONS: integer(10, 1_000_000, 10_000).describe(
    'Connections that one process takes at once; more are closed',
  ),
  CONNECTION_TIMEOUT_SECONDS: integer(1, 600, 10).describe(
    'Seconds in which a new connection must send its first byte',
  ),
  CORS_ORIGINS: commaList.describe('Comma-separated origins that browsers may call from; empty = none'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info').describe('Least severe level that is logged'),
  ALLOW_UNSAFE_DURABILITY: flag
    .default(false)
    .describe('1: start although PostgreSQL runs with fsync or synchronous_commit off'),
  CRASH_AT: z
    .string()
    .regex(/^[a-z_.]+(:\d+)?$/)
    .optional()
    .describe('Tests only: the process kills itself at the named point (name:nth)'),
});

type Settings = z.infer<typeof SETTINGS>;

/** The validated configuration. Parsed once at start; no other code reads the environment. */
export class AppConfig {
  readonly port: number;
  readonly host: string;
  /** Absolute path. */
  readonly dataDir: string;
  /** Undefined: the embedded database is used. */
  readonly databaseUrl: string | undefined;
  readonly databasePoolSize: number;
  /** Undefined: wake-ups, change notices and request limits stay in this process. */
  readonly redisUrl: string | undefined;
  readonly role: ProcessRole;
  readonly adminApiKey: string | undefined;
  readonly rateLimitPerMinute: number;
  readonly contactRateLimitPerMinute: number;
  readonly maxActiveBatches: number;
  readonly maxQueuedItems: number;
  readonly workerBatches: number;
  readonly workerItems: number;
  readonly leaseSeconds: number;
  readonly retentionDays: number;
  /** Extra targets that fetches may reach. */
  readonly egressAllow: AllowList;
  /** Extra targets that webhooks may reach. */
  readonly webhookAllow: AllowList;
  /** Undefined: an embedded installation generates its own key; others have no webhooks. */
  readonly secretKey: string | undefined;
  readonly egressDnsServers: readonly string[];
  readonly contactEmail: string | undefined;
  readonly urlAnalysisEngine: (typeof URL_ANALYSIS_ENGINES)[number];
  readonly lighthouseConcurrency: number;
  readonly chromePath: string | undefined;
  readonly psiApiKey: string | undefined;
  /** Without a trailing slash. */
  readonly psiBaseUrl: string;
  readonly braveApiKey: string | undefined;
  readonly braveBaseUrl: string;
  readonly pdlApiKey: string | undefined;
  readonly pdlBaseUrl: string;
  readonly wikidataBaseUrl: string;
  /** `{language}` is replaced by the edition. */
  readonly wikipediaBaseUrl: string;
  readonly gleifBaseUrl: string;
  readonly secFilesBaseUrl: string;
  readonly secDataBaseUrl: string;
  readonly profileProviders: readonly (typeof PROFILE_PROVIDERS)[number][];
  readonly profileWaitSeconds: number;
  /** Undefined: the local embedder, which compares words, is used. */
  readonly embeddingsUrl: string | undefined;
  readonly embeddingsModel: string;
  readonly embeddingsApiKey: string | undefined;
  readonly embeddingsDimensions: number;
  /** How many proxies, or their addresses; false: none. */
  readonly trustProxy: number | readonly string[] | false;
  readonly maxConnections: number;
  readonly connectionTimeoutSeconds: number;
  readonly corsOrigins: readonly string[];
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly allowUnsafeDurability: boolean;
  readonly crashAt: string | undefined;

  private constructor(settings: Settings) {
    this.port = settings.PORT;
    this.host = settings.HOST;
    this.dataDir = resolve(settings.DATA_DIR);
    this.databaseUrl = settings.DATABASE_URL;
    this.databasePoolSize = settings.DATABASE_POOL_SIZE;
    this.redisUrl = settings.REDIS_URL;
    this.role = settings.ROLE;
    this.adminApiKey = settings.ADMIN_API_KEY;
    this.rateLimitPerMinute = settings.RATE_LIMIT_PER_MINUTE;
    this.contactRateLimitPerMinute = settings.CONTACT_RATE_LIMIT_PER_MINUTE;
    this.maxActiveBatches = settings.MAX_ACTIVE_BATCHES;
    this.maxQueuedItems = settings.MAX_QUEUED_ITEMS;
    this.workerBatches = settings.WORKER_BATCHES;
    this.workerItems = settings.WORKER_ITEMS;
    this.leaseSeconds = settings.LEASE_SECONDS;
    this.retentionDays = settings.RETENTION_DAYS;
    this.egressAllow = settings.EGRESS_ALLOW;
    this.webhookAllow = settings.WEBHOOK_ALLOW;
    this.secretKey = settings.SECRET_KEY;
    this.egressDnsServers = settings.EGRESS_DNS_SERVERS;
    this.contactEmail = settings.CONTACT_EMAIL;
    this.urlAnalysisEngine = settings.URL_ANALYSIS_ENGINE;
    this.lighthouseConcurrency = settings.LIGHTHOUSE_CONCURRENCY;
    this.chromePath = settings.CHROME_PATH;
    this.psiApiKey = settings.PSI_API_KEY;
    this.psiBaseUrl = settings.PSI_BASE_URL;
    this.braveApiKey = settings.BRAVE_API_KEY;
    this.braveBaseUrl = settings.BRAVE_BASE_URL;
    this.pdlApiKey = settings.PDL_API_KEY;
    this.pdlBaseUrl = settings.PDL_BASE_URL;
    this.wikidataBaseUrl = settings.WIKIDATA_BASE_URL;
    this.wikipediaBaseUrl = settings.WIKIPEDIA_BASE_URL;
    this.gleifBaseUrl = settings.GLEIF_BASE_URL;
    this.secFilesBaseUrl = settings.SEC_FILES_BASE_URL;
    this.secDataBaseUrl = settings.SEC_DATA_BASE_URL;
    this.profileProviders = settings.PROFILE_PROVIDERS;
    this.profileWaitSeconds = settings.PROFILE_WAIT_SECONDS;
    this.embeddingsUrl = settings.EMBEDDINGS_URL;
    this.embeddingsModel = settings.EMBEDDINGS_MODEL;
    this.embeddingsApiKey = settings.EMBEDDINGS_API_KEY;
    this.embeddingsDimensions = settings.EMBEDDINGS_DIMENSIONS;
    this.trustProxy = settings.TRUST_PROXY;
    this.maxConnections = settings.MAX_CONNECTIONS;
    this.connectionTimeoutSeconds = settings.CONNECTION_TIMEOUT_SECONDS;
    this.corsOrigins = settings.CORS_ORIGINS;
    this.logLevel = settings.LOG_LEVEL;
    this.allowUnsafeDurability = settings.ALLOW_UNSAFE_DURABILITY;
    this.crashAt = settings.CRASH_AT;
  }

  /** Parses an environment. Throws `ConfigError` with all faults. An empty variable counts as unset. */
  static parse(environment: Readonly<Record<string, string | undefined>>): AppConfig {
    const values = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
    const parsed = SETTINGS.safeParse(values);
    const faults = [
      ...(parsed.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? []),
      ...conflicts(values),
    ];
    if (parsed.success && faults.length === 0) return new AppConfig(parsed.data);
    throw new ConfigError(faults);
  }
}

/** The configuration is invalid; the message lists every fault on its own line, without the values of secrets. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n  ${faults.join('\n  ')}`,
    );
    this.name = 'ConfigError';
  }
}

/** One row of the configuration table in the README and of `.env.example`. */
export interface SettingDoc {
  readonly name: string;
  readonly meaning: string;
  /** The default as written in the environment; empty when there is none. */
  readonly fallback: string;
}

/** The settings as documentation, in the order of the schema. */
export function describeSettings(): readonly SettingDoc[] {
  const empty: Readonly<Record<string, unknown>> = SETTINGS.parse({});
  return Object.entries(SETTINGS.shape).map(([name, schema]) => ({
    name,
    meaning: schema.description ?? '',
    fallback: formatDefault(empty[name]),
  }));
}

function formatDefault(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.join(',');
  if (value === false) return '0';
  // Allow lists are empty unless set.
  if (typeof value === 'object') return '';
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}

/** Loads the configuration of this process; an entry point dedicated to a role passes it. */
export const loadConfig = (role?: ProcessRole): AppConfig =>
  AppConfig.parse(role === undefined ? process.env : { ...process.env, ROLE: role });
