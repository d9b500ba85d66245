// Our own Lighthouse on pages one after the other, in one process: to load it takes as long as to look at a page.
//   node run-lighthouse.mjs PORT '["http://127.0.0.1/…"]' '{"onlyCategories":["accessibility"]}'
import lighthouse from 'lighthouse';
import desktop from 'lighthouse/core/config/desktop-config.js';

const [port, pages, flags] = process.argv.slice(2).map((text) => JSON.parse(text));

const reports = [];
for (const page of pages) {
  const result = await lighthouse(page, { port, logLevel: 'silent', output: 'json', ...flags }, desktop);
  const { categories, audits, runtimeError } = result.lhr;
  if (runtimeError !== undefined) throw new Error(`Lighthouse did not see ${page}: ${runtimeError.message}`);
  reports.push({ categories, audits });
}
process.stdout.write(JSON.stringify(reports));
