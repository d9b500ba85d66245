const { TestEnvironment } = require('jest-environment-node');

/** Loaded outside Jest's own module system, which would load it anew for every test file. */
function apiCheckerFor(text) {
  require('../../tools/run-ts.cjs');
  return require('./api-checker.ts').ApiChecker.for(text);
}

/**
 * One checker of answers for all test files of a worker: to read the API's document and to compile its schemas takes a
 * file more than half a second of processor time. The files share nothing else.
 */
module.exports = class WorkerEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.apiCheckerOfWorker = (text) => apiCheckerFor(text);
  }
};
