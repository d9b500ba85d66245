import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { RedisServer } from '../support/redis.js';
import { Service } from '../support/service.js';
import { TcpBalancer } from './tcp-balancer.js';

/** How many processes, and their settings; a port for the balancer unless any free one will do. */
export interface ClusterPlan {
  readonly apis: number;
  readonly workers: number;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}

type Role = 'api' | 'worker';

/** Pause before a process that ended at its start is started again, in milliseconds. */
const RESTART_PAUSE_MS = 1000;

/**
 * PostgreSQL, Redis, API and worker processes, and a balancer before the API processes: what a deployment on many
 * machines consists of, on this one. A process that ends by itself is started again, as a supervisor would.
 */
export class ServiceCluster {
  private readonly members = new Map<string, Service>();
  private readonly restarts = new Set<Promise<void>>();
  private isStopping = false;
  private balancer: TcpBalancer | undefined;

  private constructor(
    readonly database: TestDatabase,
    readonly redis: RedisServer,
    private readonly env: Readonly<Record<string, string>>,
    /** Called when a process has ended by itself and is started again. */
    private readonly onRestart: (name: string) => void,
  ) {}

  /** Starts everything and waits until every process answers. */
  static async start(plan: ClusterPlan, onRestart: (name: string) => void = () => undefined): Promise<ServiceCluster> {
    const redis = await RedisServer.start();
    const database = await createDatabase();
    const secrets = { ADMIN_API_KEY: `bw_${randomBytes(24).toString('base64url')}` };
    const cluster = new ServiceCluster(database, redis, { ...secrets, REDIS_URL: redis.url, ...plan.env }, onRestart);
    const names = (role: Role, count: number) => Array.from({ length: count }, (_, n) => [role, `${role}-${n + 1}`]);
    try {
      const all = [...names('api', plan.apis), ...names('worker', plan.workers)] as [Role, string][];
      await Promise.all(all.map(([role, name]) => cluster.launch(role, name)));
      cluster.balancer = await TcpBalancer.open(() => cluster.apiPorts, plan.port);
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** The address of the balancer. */
  get url(): string {
    return this.balancer?.url ?? '';
  }

  get adminKey(): string {
    return this.env['ADMIN_API_KEY'] ?? '';
  }

  /** The processes by name: api-1, api-2, worker-1 … */
  get processes(): ReadonlyMap<string, Service> {
    return this.members;
  }

  /** Stops the balancer, then the processes in good order, then Redis and the database. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.balancer?.close();
    await Promise.all(this.restarts);
    await Promise.all([...this.members.values()].filter(({ isRunning }) => isRunning).map((member) => member.stop()));
    await this.redis.stop();
    await this.database.drop();
  }

  private get apiPorts(): readonly number[] {
    return [...this.members]
      .filter(([name, { isRunning, url }]) => name.startsWith('api') && isRunning && url !== '')
      .map(([, { url }]) => Number(new URL(url).port));
  }

  private async launch(role: Role, name: string): Promise<void> {
    const service = await Service.launch({ databaseUrl: this.database.url, env: { ...this.env, ROLE: role } });
    this.members.set(name, service);
    await service.ready();
    void service.exited.then(() => this.restart(role, name));
  }

  /** Starts a process again that has ended by itself, and tries once a second while it ends at its start. */
  private restart(role: Role, name: string): void {
    if (this.isStopping) return;
    this.onRestart(name);
    const launched = this.launch(role, name)
      .catch(() => delay(RESTART_PAUSE_MS).then(() => this.restart(role, name)))
      .finally(() => this.restarts.delete(launched));
    this.restarts.add(launched);
  }
}
