import { accessSync, constants, statSync } from 'node:fs';

/** Usual installation paths of Chrome and Chromium; the first executable one is used. */
const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Path of the browser that Lighthouse drives; null when there is none. Blocking; called once at start.
 * @param configured `CHROME_PATH`; when it is set nothing else is tried, so that a wrong setting is noticed
 */
export function findChrome(configured: string | null): string | null {
  return (configured === null ? USUAL_PLACES : [configured]).find(isExecutable) ?? null;
}

/** Whether the optional package `lighthouse` is installed. */
export function hasLighthouse(): boolean {
  try {
    require.resolve('lighthouse/package.json');
    return true;
  } catch {
    return false;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
