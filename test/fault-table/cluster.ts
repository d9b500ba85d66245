import { seedAccounts } from '../support/accounts.js';
import { offlineSql, type Sql } from '../support/offline-sql.js';
import { administer, openDatabase, PostgresServer, type TestDatabase } from '../support/postgres.js';
import { RedisServer } from '../support/redis.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { Balancer } from './balancer.js';
import { Member } from './member.js';
import type { PageSite } from './page-site.js';
import { ORDER_IDS, type Place, PREPARED, SETTINGS } from './place.js';

interface Parts {
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  readonly database: TestDatabase;
  readonly apis: readonly [Member, Member];
  readonly workers: readonly [Member, Member];
  readonly orders: readonly number[];
}

/** PostgreSQL, Redis, two API processes and two workers. */
export class Cluster implements Place {
  readonly name = 'cluster';
  readonly balancer: Balancer;

  private constructor(
    private readonly parts: Parts,
    readonly pages: PageSite,
  ) {
    this.balancer = new Balancer(() => parts.apis.flatMap(({ url }) => (url === '' ? [] : [url])));
  }

  /** `postgresEnvironment`: variables of the PostgreSQL server alone. */
  static async start(pages: PageSite, postgresEnvironment: Readonly<Record<string, string>> = {}): Promise<Cluster> {
    const postgres = await PostgresServer.start(temporaryDirectory(), [], postgresEnvironment);
    await administer(postgres.address, 'CREATE DATABASE faults');
    const databaseUrl = `${postgres.address}/faults`;
    const rows = await offlineSql({ DATABASE_URL: databaseUrl }, [...seedAccounts(), ...PREPARED, ORDER_IDS]);
    const redis = await RedisServer.start();
    const env = { ...SETTINGS, ...pages.settings, WEBHOOK_ALLOW: '127.0.0.1', REDIS_URL: redis.url };
    const place = { databaseUrl };
    const apis = [new Member('api', place, env), new Member('api', place, env)] as const;
    const workers = [new Member('worker', place, env), new Member('worker', place, env)] as const;
    const orders = (rows.at(-1) ?? []).map(({ id }) => Number(id));
    const database = openDatabase(databaseUrl);
    const cluster = new Cluster({ postgres, redis, database, apis, workers, orders }, pages);
    await cluster.restore();
    return cluster;
  }

  get postgres(): PostgresServer {
    return this.parts.postgres;
  }

  get redis(): RedisServer {
    return this.parts.redis;
  }

  get apis(): readonly [Member, Member] {
    return this.parts.apis;
  }

  get workers(): readonly [Member, Member] {
    return this.parts.workers;
  }

  get members(): readonly Member[] {
    return [...this.apis, ...this.workers];
  }

  get orders(): readonly number[] {
    return this.parts.orders;
  }

  async read(statements: readonly Sql[]): Promise<Record<string, unknown>[][]> {
    const { database } = this.parts;
    return Promise.all(statements.map(({ text, values }) => database.query(text, values)));
  }

  async peek(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[] | undefined> {
    try {
      return await this.parts.database.query(text, values);
    } catch {
      return undefined;
    }
  }

  async restore(): Promise<void> {
    await Promise.all(this.members.map((member) => member.start()));
  }

  async stop(): Promise<void> {
    this.balancer.close();
    await Promise.all(this.members.map((member) => member.kill9()));
    await this.parts.redis.stop();
    await this.parts.database.drop();
    await this.parts.postgres.stop();
  }
}
