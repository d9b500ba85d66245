const { TestEnvironment } = require('jest-environment-node');

/**
 * Jest gives a worker half a second to end when all tests have run, kills it then, and warns of leaks. Nothing is left to do at
 * `beforeExit`, but Node takes the memory of a hundred test files apart, which took 0.5 to 0.75 s (measured, heaps of 600 MB).
 * `exit` leaves that to the operating system. Something that really is left keeps `beforeExit` away, and the warning comes.
 */
if (process.send !== undefined) process.once('beforeExit', () => process.exit());

/** Loaded outside Jest's own module system, which would load it anew for every test file. */
function apiCheckerFor(text) {
  require('../../tools/run-ts.cjs');
  return require('./api-checker.ts').ApiChecker.for(text);
}

/**
 * One checker of answers for all test files of a worker: to read the API's document and to compile its schemas takes a file
 * more than half a second of processor time. The files share nothing else.
 */
module.exports = class WorkerEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.apiCheckerOfWorker = (text) => apiCheckerFor(text);
  }
};
