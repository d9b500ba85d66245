/**
 * The unit tests of some folders in one Jest context each, which loads the modules that they test once: loading them
 * anew for every file takes more processor time than the tests. A part `name` is `test/units/<name>.spec.ts`;
 * unit-parts.spec.ts sees to it that every file stands in one of them.
 */
const PARTS = {
  architecture: ['test/architecture', 'test/eval'],
  batch: ['src/accounts', 'src/batch', 'src/bootstrap'],
  'clients-and-console': ['clients/command-line/src', 'clients/typescript/src', 'console/src'],
  companies: ['src/company-extraction'],
  features: ['src/batch-operations', 'src/contact-analysis', 'src/marketplace', 'src/url-analysis'],
  platform: ['src/platform'],
  'profile-ingestion': ['src/profile-ingestion'],
};

/** Files that give every parser its worst inputs and measure its processor time. */
const MEASURED = ['linear-time', 'worst-replies'];

/** Files with a context of their own. */
const ALONE = [
  ...MEASURED.map((name) => `**/${name}.spec.ts`),
  // What is registered in a process, which other tests register something in.
  'src/batch/model/kinds/feature.spec.ts',
  // What the first reading of the names costs, which the rest of the process does not repeat.
  'src/company-extraction/facts/localized-country-names.spec.ts',
  // Stretches of the event loop, which the garbage of other tests would lengthen.
  'src/platform/observability/event-loop-stretches.spec.ts',
];

/** What `npm test` may be told that leaves out no test. */
const OF_ALL = /^--(?:bail|ci|coverage|randomize|seed|showSeed|silent|verbose)(?:=|$)/;

/**
 * The project of the unit tests, for the arguments of Jest. Whoever names files gets those alone, and so does whoever
 * chooses them otherwise (`--onlyChanged`, `--testPathPatterns=…`): no part has the name of such a file, nor imports
 * one.
 */
const unitProject = (args) => (args.every((one) => OF_ALL.test(one)) ? 'unit-parts' : 'unit');

module.exports = { ALONE, MEASURED, PARTS, unitProject };
