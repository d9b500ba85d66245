import { readdirSync, readFileSync } from 'node:fs';

/**
 * Clock ticks of the machine since its start, of which some were free, and those that a process has used with all its
 * threads.
 */
interface Ticks {
  readonly all: number;
  readonly free: number;
  readonly own: number;
}

/**
 * The share of the machine's processors that other programs left to a process while the work went on: what it used and
 * what nobody used. Near 1 on a machine that is free.
 */
export async function processorsLeftTo(pid: number, work: () => Promise<unknown>): Promise<number> {
  const before = ticksOf(pid);
  await work();
  const now = ticksOf(pid);
  return (now.free - before.free + now.own - before.own) / (now.all - before.all);
}

function ticksOf(pid: number): Ticks {
  // user, nice, system, idle, iowait, irq, softirq, steal; what guests of the machine use is in the first two already.
  const [, line = ''] = /^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8')) ?? [];
  const machine = line.split(' ').map(Number).slice(0, 8);
  return {
    all: sum(machine),
    free: sum(machine.slice(3, 5)),
    own: ownTicks(pid),
  };
}

/** Clock ticks, of 10 ms, that a process has used with all its threads. */
export function ownTicks(pid: number): number {
  // The 12th and 13th field are its time and that of the kernel.
  return sum(fieldsOf(pid).slice(11, 13).map(Number));
}

/**
 * Clock ticks that all processes of a server have used, those that have ended too: of the parent of a process and its
 * children.
 */
export function ticksOfTree(pidOfChild: number): number {
  const server = fieldsOf(pidOfChild)[1] ?? '';
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const live = all.flatMap((name) => {
    try {
      const fields = fieldsOf(Number(name));
      // The 14th and 15th field are the time of the children that it has seen end.
      return name === server || fields[1] === server ? fields.slice(11, 15).map(Number) : [];
    } catch {
      // It has ended since.
      return [];
    }
  });
  return sum(live);
}

/** What follows the name of the program, which stands in parentheses and may hold spaces, in the process's line. */
function fieldsOf(pid: number): readonly string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
