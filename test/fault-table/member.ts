import { within } from '../support/eventually.js';
import { Service } from '../support/service.js';

/** Longest orderly stop, in milliseconds; the service's own limit is 30 s. */
const STOP_MS = 40_000;

/** One process of a place that is ended and started again, each time on a port that the kernel gives. */
export class Member {
  private service: Service | undefined;

  constructor(
    readonly role: 'api' | 'worker' | 'all',
    private readonly place: { readonly databaseUrl: string } | { readonly dataDir: string },
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Where it answers; empty while it does not run. */
  get url(): string {
    return this.isRunning ? (this.service?.url ?? '') : '';
  }

  get pid(): number {
    return this.service?.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.service?.isRunning === true;
  }

  /**
   * Starts the process unless it runs, and waits until it answers; one that does not is killed. Answers the
   * milliseconds it took.
   */
  async start(more: Readonly<Record<string, string>> = {}): Promise<number> {
    if (this.isRunning) return 0;
    const began = performance.now();
    const env = { ...this.env, ...more, ROLE: this.role };
    const service = await Service.launch({ ...this.place, env });
    this.service = service;
    try {
      await service.ready();
    } catch (error) {
      await this.kill9();
      throw error;
    }
    return performance.now() - began;
  }

  /** Starts a process that is to end itself, maybe before it answers. */
  async startArmed(crashPoint: string): Promise<void> {
    await this.start({ CRASH_AT: crashPoint }).catch((error: unknown) => {
      if (this.isRunning) throw error;
    });
  }

  /** Resolves when the process has ended. */
  async ended(): Promise<void> {
    await this.service?.exited;
  }

  async kill9(): Promise<void> {
    if (this.isRunning) await this.service?.kill9();
  }

  signal(signal: NodeJS.Signals): void {
    if (this.isRunning) process.kill(this.pid, signal);
  }

  /** SIGTERM. Answers the exit code and the milliseconds until then. */
  async terminate(): Promise<{ readonly code: number | null; readonly ms: number }> {
    const { service } = this;
    if (service === undefined || !service.isRunning) return { code: null, ms: 0 };
    const began = performance.now();
    this.signal('SIGTERM');
    try {
      const { code } = await within('the process ends', STOP_MS, service.exited);
      return { code, ms: performance.now() - began };
    } catch {
      await this.kill9();
      return { code: null, ms: performance.now() - began };
    }
  }

  /** What the process wrote. */
  get output(): string {
    return this.service?.output ?? '';
  }
}
