import { resolve } from 'node:path';
import { z } from 'zod';
import { FeatureError } from '../errors/feature-error.js';
import {
  allowList,
  commaList,
  databaseUrl,
  dnsServers,
  flag,
  integer,
  publicPath,
  redisUrl,
  trustedProxies,
} from './setting-types.js';
import { declaredSettings, type FeatureSettings, type RawSettings } from './feature-settings.js';
import { type CamelCased, NamedSettings } from './setting-names.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What a process does: everything (`all`), HTTP requests (`api`) or batches (`worker`). */
const ROLES = ['all', 'api', 'worker'] as const;
export type ProcessRole = (typeof ROLES)[number];

/** Well-known default keys; a service that accepts one is open to everyone. */
const GUESSABLE = /^(change-?me|secret|password|admin|test|api-?key)[-_\d]*$/i;

/**
 * The settings of the process, with environment variable, default and unit; those of batches, a feature or a provider
 * stand beside the code that reads them. `.env.example` and the table in the documentation are checked against them.
 */
const SETTINGS = z.object({
  PORT: integer(0, 65_535, 8000).describe('TCP port of the HTTP server; 0 takes a free one'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on; 0.0.0.0 for all interfaces'),
  BATCHWRIGHT_MODULES: commaList.describe(
    'Comma-separated packages or paths of modules from outside, loaded before the start; paths are relative to the working directory',
  ),
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
    .describe(
      'API key of the first admin, 16 characters or more; without it one is made at the first start and printed once. Another one revokes the former',
    ),
  RATE_LIMIT_PER_MINUTE: integer(0, 1_000_000, 300).describe('Requests a minute per key over all routes; 0 = off'),
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
  TRUST_PROXY: trustedProxies.describe(
    'Reverse proxies in front, whose X-Forwarded-For contains the client address: how many (1), or comma-separated addresses and CIDRs of theirs; 0 = none',
  ),
  MAX_CONNECTIONS: integer(10, 1_000_000, 10_000).describe(
    'Connections that one process takes at once; more are closed',
  ),
  CONNECTION_TIMEOUT_SECONDS: integer(1, 600, 10).describe(
    'Seconds in which a new connection must send its first byte',
  ),
  PUBLIC_PATH: publicPath.describe(
    'Path below which a reverse proxy publishes the service, whether the proxy removes it or not; empty = at the root',
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

/**
 * The validated configuration: each setting of the service under its name in camel case (`DATA_DIR` is `dataDir`),
 * those of a feature by its declaration. Parsed once at start; no other code reads the environment.
 */
export class AppConfig extends (NamedSettings as new (settings: Settings) => CamelCased<Settings>) {
  /** Base URLs of providers; their hosts are open to requests with the purpose `provider` only. */
  readonly providerUrls: readonly string[];

  private constructor(
    settings: Settings,
    /** The values of the features' settings, by declaration. */
    private readonly ofFeatures: ReadonlyMap<object, Readonly<Record<string, unknown>>>,
  ) {
    super({ ...settings, DATA_DIR: resolve(settings.DATA_DIR) });
    const providersOf = (declared: FeatureSettings): readonly string[] =>
      declared.rules.providers?.(this.valuesOf(declared)) ?? [];
    this.providerUrls = declaredSettings().flatMap(providersOf);
  }

  /** Parses an environment. Throws `ConfigError` with all faults, `FeatureError` when a feature
   * declares a setting of the service. An empty variable counts as unset. */
  static parse(environment: RawSettings): AppConfig {
    for (const { schema } of declaredSettings())
      for (const name of Object.keys(schema.shape))
        if (name in SETTINGS.shape)
          throw new FeatureError(`${name} is a setting of the service; name that of the feature otherwise.`);
    const raw = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
    const parsed = SETTINGS.safeParse(raw);
    const ofFeatures = declaredSettings().map((settings) => [settings, settings.schema.safeParse(raw)] as const);
    const issues = [parsed, ...ofFeatures.map(([, result]) => result)].flatMap(({ error }) => error?.issues ?? []);
    const faults = [
      ...issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
      ...conflicts(raw),
      ...declaredSettings().flatMap(({ rules }) => rules.conflicts?.(raw) ?? []),
    ];
    if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
    return new AppConfig(parsed.data, new Map(ofFeatures.map(([settings, { data }]) => [settings, data ?? {}])));
  }

  /** The values of a feature's settings. Throws when they were declared after this configuration was parsed. */
  valuesOf<Shape extends z.ZodRawShape>(settings: FeatureSettings<Shape>): z.output<z.ZodObject<Shape>> {
    const values = this.ofFeatures.get(settings);
    if (values === undefined) throw new Error('The settings were declared after the configuration was parsed.');
    return values as z.output<z.ZodObject<Shape>>;
  }
}

/** Checks combinations of settings that conflict whatever their values. */
function conflicts(values: Readonly<Record<string, string | undefined>>): readonly string[] {
  const { DATABASE_URL, REDIS_URL, ROLE = 'all' } = values;
  const faults: string[] = [];
  if (REDIS_URL !== undefined && DATABASE_URL === undefined)
    faults.push('REDIS_URL: needs DATABASE_URL; the embedded database belongs to one process');
  if (ROLE !== 'all' && REDIS_URL === undefined)
    faults.push('ROLE: needs REDIS_URL; without it one process does everything');
  return faults;
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

/** One row of the table in `docs/reference/settings.md` and of `.env.example`. */
interface SettingDoc {
  readonly name: string;
  readonly meaning: string;
  /** The default as written in the environment; empty when there is none. */
  readonly fallback: string;
}

/** The settings as documentation: those of the service, then those that a folder declares for itself. */
export function describeSettings(): readonly SettingDoc[] {
  return [SETTINGS, ...declaredSettings().map(({ schema }) => schema)].flatMap((schema) => {
    const empty = schema.parse({}) as Readonly<Record<string, unknown>>;
    return Object.entries(schema.shape).map(([name, setting]) => ({
      name,
      meaning: (setting as z.ZodType).description ?? '',
      fallback: formatDefault(empty[name]),
    }));
  });
}

function formatDefault(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.join(',');
  if (value === false) return '0';
  // Allow lists are empty unless set.
  if (typeof value === 'object') return '';
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}

/** The modules from outside to load before anything else of the configuration is read. */
export const loadModuleNames = (): readonly string[] => commaList.parse(process.env['BATCHWRIGHT_MODULES']);

/** Loads the configuration of this process; an entry point dedicated to a role passes it. */
export const loadConfig = (role?: ProcessRole): AppConfig =>
  AppConfig.parse(role === undefined ? process.env : { ...process.env, ROLE: role });
