// `npm test`: the units and the engine in process, then everything that drives the built service; `--quick` stops after
// the former, without the files that measure processor time. Ends with the parts that were not run for want of a
// program and the command that installs it; REQUIRE_SERVICES=1 turns such a part into a failure. Other arguments go to
// jest, e.g. `npm test -- contact`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import unitParts from '../test/support/unit-parts.cjs';

const root = join(import.meta.dirname, '..');
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const directory = mkdtempSync(join(tmpdir(), 'batchwright-run-'));
const list = join(directory, 'not-run.jsonl');

/** The built service, a browser and a worker of Jest need up to 1.5 GiB together. */
const ROOM = Math.max(2, Math.floor(totalmem() / (1.5 * 2 ** 30)));

const isQuick = process.argv.includes('--quick');
const forJest = process.argv.slice(2).filter((argument) => argument !== '--quick');

/** What needs no build comes first: it takes a minute, and a fault found there explains most later failures. */
const PARTS = [
  // No test depends on an earlier one: every run has a random order. It prints its seed; `-- --seed=N` repeats the
  // order.
  { projects: [unitParts.unitProject(forJest), 'engine'], order: ['--randomize'], workers: Math.min(3, ROOM) },
  // Their files wait for processes, leases and pages: one more than cores. With five, limits of seconds that the
  // product keeps were met on a machine that was slow for another reason (two files of 40).
  { projects: ['e2e', 'distributed', 'fault'], order: [], workers: Math.min(3, ROOM) },
];

/** Bounds of generated tests that a quick run lowers. */
const QUICK = { ENGINE_MODEL_SECONDS: '5' };

/**
 * Left out of a quick run: files that give every parser its worst inputs and measure processor time. They are a third
 * of the processor time of all unit tests, and on a machine that also does other things their figures say nothing.
 */
const MEASURED = unitParts.MEASURED.map((name) => `/${name}\\.spec\\.ts$`);
const quickFlags = ['--testPathIgnorePatterns', '/node_modules/', ...MEASURED];

function run({ projects, order, workers }) {
  const began = performance.now();
  const flags = [
    ...(isQuick ? quickFlags : []),
    '--selectProjects',
    ...projects,
    ...order,
    '--passWithNoTests',
    `--maxWorkers=${workers}`,
  ];
  const { status } = spawnSync(process.execPath, [jest, ...flags, ...forJest], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, BATCHWRIGHT_NOT_RUN_FILE: list, ...(isQuick ? QUICK : {}) },
  });
  return { projects, passed: status === 0, seconds: Math.round((performance.now() - began) / 1000) };
}

function notRun() {
  if (!existsSync(list)) return [];
  const lines = new Set(readFileSync(list, 'utf8').trim().split('\n'));
  return [...lines].map((line) => JSON.parse(line));
}

try {
  const results = (isQuick ? PARTS.slice(0, 1) : PARTS).map(run);
  const missing = notRun();
  console.log('');
  for (const { projects, passed, seconds } of results)
    console.log(`${passed ? 'passed' : 'FAILED'}  ${projects.join(', ')} (${seconds} s)`);
  for (const { part, install } of missing) console.log(`not run  ${part}: ${install}`);
  const isIncomplete = missing.length > 0 && process.env.REQUIRE_SERVICES === '1';
  if (isIncomplete) console.log('REQUIRE_SERVICES=1: a part that was not run is a failure.');
  process.exitCode = results.every(({ passed }) => passed) && !isIncomplete ? 0 : 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}
