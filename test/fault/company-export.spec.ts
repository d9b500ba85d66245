import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { promisify } from 'node:util';
import { parse } from 'csv-parse';
import { KEYS } from '../support/accounts.js';
import { CompanyWorld } from '../support/company-world.js';
import { MemoryWatch } from '../support/memory.js';
import { describeWith } from '../support/programs.js';
import { temporaryDirectory } from '../support/run-directory.js';

const ROWS = 100_000;
const FORMULA = '=HYPERLINK("http://x","y")';
const run = promisify(execFile);

/**
 * An ended batch as the engine leaves one, made in the database: extracting so many companies is not what is tested.
 */
const BATCH = `
  WITH batch AS (
    INSERT INTO batches (public_id, kind, owner_id, status, options, started_at, completed_at)
    SELECT 'batch_20260102_export', 'company_extraction', id, 'processing', '{"export_format":"csv","include_failed_results":true}', now(), now()
    FROM users WHERE email = $1
    RETURNING id)
  INSERT INTO batch_items (batch_id, index, input, status, output, ended_at)
  SELECT batch.id, n, jsonb_build_object('name', 'Company ' || n), 'succeeded',
         jsonb_build_object('data', jsonb_build_object('company_name', CASE n WHEN 7 THEN $2 ELSE 'Company ' || n END,
           'domain', 'c' || n || '.example', 'industry', 'weighing machines; "scales"', 'headquarters',
           jsonb_build_object('city', 'Offenburg', 'country', 'Germany'))), now()
  FROM batch, generate_series(0, ${ROWS - 1}) AS n`;

describe('Exports of 100,000 companies', () => {
  let world: CompanyWorld;
  const directory = temporaryDirectory();
  beforeAll(async () => {
    world = await CompanyWorld.start({ on: 'postgres' });
    await world.service.sql(BATCH, ['ana@example.com', FORMULA]);
    await world.service.sql("UPDATE batches SET status = 'completed' WHERE public_id = 'batch_20260102_export'");
  }, 180_000);
  afterAll(() => world.stop());

  /** Takes a download to a file and answers how far the service's memory grew. */
  async function download(format: string): Promise<{ path: string; peakMiB: number; length: string | null }> {
    const path = join(directory, `export.${format}`);
    const watch = new MemoryWatch(world.service.pid);
    const answer = await fetch(
      `${world.service.url}/api/v1/company/batch/batch_20260102_export/download?format=${format}`,
      { headers: { 'X-API-Key': KEYS.ana } },
    );
    expect(answer.status).toBe(200);
    await pipeline(Readable.fromWeb(answer.body as ReadableStream), createWriteStream(path));
    return { path, peakMiB: watch.stop().peakMiB, length: answer.headers.get('content-length') };
  }

  it('CSV streams in constant memory, every row once, in order, inert [S3-50]', async () => {
    const { path, peakMiB, length } = await download('csv');
    expect(length).toBeNull();
    expect(peakMiB).toBeLessThan(128);
    let index = 0;
    for await (const row of createReadStream(path).pipe(parse({ columns: true, bom: true })) as AsyncIterable<
      Record<string, string>
    >) {
      const name = index === 7 ? `'${FORMULA}` : `Company ${index}`;
      if (row['company_name'] !== name || row['submitted_name'] !== `Company ${index}`)
        throw new Error(`Row ${index}: ${JSON.stringify(row)}`);
      index += 1;
    }
    expect(index).toBe(ROWS);
  }, 180_000);

  describeWith('xlsx2csv', 'as a workbook', () => {
    it('XLSX streams in constant memory and another program reads it back [S3-50]', async () => {
      const { path, peakMiB } = await download('excel');
      expect(peakMiB).toBeLessThan(128);
      const csv = `${path}.csv`;
      await run('xlsx2csv', [path, csv]);
      let index = 0;
      for await (const row of createReadStream(csv).pipe(parse({ columns: true })) as AsyncIterable<
        Record<string, string>
      >) {
        if (row['submitted_name'] !== `Company ${index}`) throw new Error(`Row ${index}: ${JSON.stringify(row)}`);
        // A text cell of a workbook is never computed, so it keeps its text; a formula cell would have lost it.
        if (index === 7) expect(row['company_name']).toBe(FORMULA);
        index += 1;
      }
      expect(index).toBe(ROWS);
    }, 240_000);
  });
});
