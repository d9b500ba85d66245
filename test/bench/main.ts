import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { cpus } from 'node:os';
import { setUpService } from '../support/shared-run.js';
import { benchAnalytics } from './analytics.js';
import { benchBulk } from './bulk.js';
import { benchCompanies } from './companies.js';
import { benchConsole } from './console.js';
import { benchContacts } from './contacts.js';
import { benchControls } from './controls.js';
import { benchEngine } from './engine.js';
import { benchExport } from './export.js';
import { benchFiles } from './files.js';
import { benchGrowth } from './growth.js';
import { benchItemCost } from './item-cost.js';
import { benchLarge } from './large.js';
import { benchLive } from './live.js';
import { benchMillion, type Place } from './million.js';
import { benchOperations } from './operations.js';
import { benchPages } from './pages.js';
import { benchSearch } from './search.js';
import { benchSimilarity } from './similarity.js';
import { benchSnapshot } from './snapshot.js';
import { benchStart } from './start.js';
import { benchSubmissions } from './submissions.js';
import { benchUrl } from './url.js';
import { benchWorkers } from './workers.js';
import { benchWorstInput } from './worst-input.js';
import { withRoutes } from './with-routes.js';

/** Seconds of each measurement; a longer run is steadier. */
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 5);

/** Items of the history that searches are measured in, unless a number is given. */
const SEARCHED_ITEMS = 100_000;

/** Analyses of one day, unless a number is given. */
const ANALYSES = 100_000;

/** Items of the batch that is exported, unless a number is given. */
const EXPORTED_ITEMS = 100_000;

/** Items of the batch that comes in parts, unless a number is given: the most that one may have. */
const APPENDED_ITEMS = 1_000_000;

/** Items of the batch that is cancelled, retried and deleted, unless a number is given. */
const CONTROLLED_ITEMS = 100_000;

/** Seconds before, while and after a snapshot is held, unless a number is given. */
const SNAPSHOT_SECONDS = 20;

/**
 * Measures one part. `data` is a folder of real pages, `number` the one that is given, `on` the database where there is
 * a choice.
 */
type Section = (data: string | undefined, number: number | undefined, on: Place) => Promise<void>;

/** What can be measured, in this order; `npm run bench -- start` measures that part only. */
const SECTIONS: Readonly<Record<string, Section>> = {
  operations: () => withRoutes((routes) => benchOperations(routes, SECONDS)),
  contacts: () => withRoutes((routes) => benchContacts(routes, SECONDS)),
  engine: benchEngine,
  'item-cost': benchItemCost,
  workers: benchWorkers,
  submissions: () => withRoutes((routes) => benchSubmissions(routes, SECONDS)),
  growth: benchGrowth,
  analytics: (_, analyses = ANALYSES) => benchAnalytics(analyses),
  search: (_, items = SEARCHED_ITEMS) => benchSearch(items),
  large: (_, history) => benchLarge(history),
  files: benchFiles,
  export: (_, items = EXPORTED_ITEMS) => benchExport(items),
  controls: (_, items = CONTROLLED_ITEMS) => benchControls(items),
  live: benchLive,
  pages: (data) => benchPages(SECONDS, data),
  url: benchUrl,
  companies: benchCompanies,
  bulk: benchBulk,
  similarity: () => benchSimilarity(SECONDS),
  start: benchStart,
  console: benchConsole,
  'worst-input': benchWorstInput,
};

/** What takes too long to be measured unless it is named. */
const LONG_SECTIONS: Readonly<Record<string, Section>> = {
  million: (_, items = APPENDED_ITEMS, on) => benchMillion(items, on),
  snapshot: (_, seconds = SNAPSHOT_SECONDS) => benchSnapshot(seconds),
};

/** Prints our figures beside the raw limits, taken in the same run on the same PostgreSQL. Never gates anything. */
async function main(given: readonly string[]): Promise<void> {
  const data = given.find(
    (one) => statSync(one, { throwIfNoEntry: false })?.isDirectory() === true && one.includes('/'),
  );
  const number = given.find((one) => /^\d+$/.test(one));
  const on = given.includes('embedded') ? 'embedded' : 'postgres';
  const chosen = given.filter((one) => one !== data && one !== number && one !== 'embedded');
  const sections = { ...SECTIONS, ...(chosen.length === 0 ? {} : LONG_SECTIONS) };
  const unknown = chosen.find((name) => !Object.hasOwn(sections, name));
  if (unknown !== undefined) throw new Error(`There is no section ${unknown}: ${Object.keys(sections).join(', ')}.`);
  await setUpService();
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  console.log(
    `Commit ${commit}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, ${SECONDS} s each`,
  );
  try {
    for (const [name, measure] of Object.entries(sections))
      if (chosen.length === 0 || chosen.includes(name))
        await measure(data, number === undefined ? undefined : Number(number), on);
  } finally {
    await globalThis.batchwrightTearDown?.();
  }
}

void main(process.argv.slice(2));
