import { findChrome, hasLighthouse } from '../../src/url-analysis/engines/lighthouse/find-chrome.js';
import { noteNotRun } from './run-directory.js';

/** The Chrome that the service itself would take; null without one, or without the lighthouse package. */
export const chromePath = hasLighthouse() ? findChrome(process.env['CHROME_PATH'] ?? null) : null;

/** `describe` for a part that drives a Chrome; without one the part is listed as not run at the end of `npm test`. */
export function describeWithChrome(name: string, define: () => void): void {
  if (chromePath === null) noteNotRun(name, 'apt-get install chromium, or set CHROME_PATH');
  (chromePath === null ? describe.skip : describe)(name, define);
}
