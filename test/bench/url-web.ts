import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { RUN_TS } from '../support/run-ts.js';

/** Hosts that have them: one host is asked for two pages a second. */
export const HOSTS = 500;

/** What was asked for since the start. */
export interface Counts {
  readonly requests: number;
  readonly connections: number;
}

/** Pages of many hosts, the addresses of the loopback network, served by a process of their own. */
export class Web {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  static async start(): Promise<Web> {
    const child = spawn(process.execPath, [...RUN_TS, join(__dirname, 'url-server.ts')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [port] = (await once(child.stdout, 'data')) as [Buffer];
    return new Web(child, Number(port.toString()));
  }

  /** Addresses of so many pages, of one host after another. */
  urls(name: string, count: number): readonly string[] {
    return Array.from({ length: count }, (_, n) => {
      const host = n % HOSTS;
      return `http://127.0.${1 + (host >> 7)}.${1 + (host & 127)}:${this.port}/${name}/${n}`;
    });
  }

  async counts(): Promise<Counts> {
    return (await (await fetch(`http://127.0.0.1:${this.port}/counts`)).json()) as Counts;
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.stdin?.end();
    await gone;
  }
}
