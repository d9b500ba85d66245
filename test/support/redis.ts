import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from './eventually.js';
import { freePort } from './free-port.cjs';
import { findProgram } from './programs.js';
import { noteProcess, temporaryDirectory } from './run-directory.js';

/** A real Redis of our own on a free port, without persistence. Only inside `describeWith('redis-server', …)`. */
export class RedisServer {
  private constructor(
    readonly port: number,
    private child: ChildProcess,
    private forget: () => void,
  ) {}

  static async start(): Promise<RedisServer> {
    for (let triesLeft = 3; ; triesLeft -= 1) {
      const port = await freePort();
      try {
        const [child, forget] = await launch(port);
        return new RedisServer(port, child, forget);
      } catch (error) {
        // Another program may have taken the port between the question and the start.
        if (triesLeft === 1) throw error;
      }
    }
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** SIGKILL; everything in it is lost. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Starts again after `kill`, empty, on the same port. */
  async restart(): Promise<void> {
    [this.child, this.forget] = await launch(this.port);
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = once(this.child, 'exit');
      this.child.kill(signal);
      await gone;
    }
    this.forget();
  }
}

async function launch(port: number): Promise<[ChildProcess, () => void]> {
  const program = findProgram('redis-server');
  if (program === undefined) throw new Error('redis-server is not on this machine.');
  const directory = temporaryDirectory();
  const flags = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', directory];
  const child = spawn(program, flags, { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const forget = child.pid === undefined ? () => undefined : noteProcess(child.pid);
  const isReady = (): boolean => /ready to accept connections/i.test(output);
  await eventually('Redis accepts connections', () => isReady() || child.exitCode !== null);
  if (isReady()) return [child, forget];
  forget();
  throw new Error(`Redis ended at its start:\n${output}`);
}
