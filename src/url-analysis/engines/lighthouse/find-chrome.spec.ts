import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChrome } from './find-chrome.js';

describe('findChrome', () => {
  const dir = mkdtempSync(join(tmpdir(), 'find-chrome-'));
  afterAll(() => rmSync(dir, { recursive: true }));

  it('uses the configured browser when it is executable', () => {
    const path = join(dir, 'chrome');
    writeFileSync(path, '#!/bin/sh\n');
    chmodSync(path, 0o755);
    expect(findChrome(path)).toBe(path);
  });

  it('tries no other browser when the configured one is missing, not executable or a directory', () => {
    const text = join(dir, 'text');
    writeFileSync(text, 'no program');
    chmodSync(text, 0o644);
    expect(findChrome(join(dir, 'missing'))).toBeNull();
    expect(findChrome(text)).toBeNull();
    expect(findChrome(dir)).toBeNull();
  });
});
