import { spawn } from 'node:child_process';
import { join } from 'node:path';

const built = join(__dirname, '..', '..', 'dist', 'src', 'platform', 'database', 'watchdog.js');

/** Runs a program with one watchdog and a time-out of 300 ms, and returns how the process ended. */
function runWith(program: string): Promise<{ code: number | null; signal: string | null; out: string; ms: number }> {
  const startedAt = performance.now();
  const script = `const { Watchdog } = require(${JSON.stringify(built)}); ${program}`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  return new Promise((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, out, ms: performance.now() - startedAt })),
  );
}

/** Maximum number of looks: a process that rests for a second after the alarm is killed before it ends itself. */
const MOST_RUNS = 4;

/** As `runWith`, again while the process was killed before it could end itself. */
async function endedWith(program: string): ReturnType<typeof runWith> {
  for (let run = 1; ; run += 1) {
    const ended = await runWith(program);
    if (ended.signal !== 'SIGKILL' || run === MOST_RUNS) return ended;
  }
}

const NEVER = 'new Promise(() => {})';
const watched = (probe: string): string =>
  `{ probe: () => ${probe}, markDead: () => process.stdout.write('callers are refused') }`;

describe('The watchdog of the embedded database', () => {
  it('ends the process with 70 when the database stops answering, refusing callers first', async () => {
    const { code, out } = await endedWith(`new Watchdog(${watched(NEVER)}, 300); setInterval(() => {}, 1000);`);
    expect({ code, out }).toEqual({ code: 70, out: 'callers are refused' });
  });

  it('kills the process when the main thread is blocked and cannot end it', async () => {
    const { signal } = await runWith(`new Watchdog(${watched(NEVER)}, 300); setTimeout(() => { for (;;); }, 50);`);
    expect(signal).toBe('SIGKILL');
  });

  it.each(['53100', '58030'])('ends the process with 70 on SQLSTATE %s', async (sqlState) => {
    const program = `new Watchdog(${watched('Promise.resolve()')}, 60000).recordError('${sqlState}'); setInterval(() => {}, 1000);`;
    expect((await runWith(program)).code).toBe(70);
  });

  it('does not end a process whose database responds, even with errors, for many times the time-out', async () => {
    const program = `const dog = new Watchdog(${watched('Promise.reject(new Error())')}, 300);
      dog.recordError('23505'); setTimeout(() => dog.stop().then(() => process.exit(0)), 3000);`;
    const { code, ms } = await runWith(program);
    expect(code).toBe(0);
    expect(ms).toBeGreaterThan(2900);
  });
});
