import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryDirectory } from './run-directory.js';

const run = promisify(execFile);
const ROOT = join(__dirname, '..', '..');

/** Packs a folder as `npm publish` would, and unpacks it where `npm install` would put it. */
async function install(folder: string, packages: string, name: string): Promise<void> {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', packages], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
  });
  // What the build prints comes before the list of packages.
  const [packed] = JSON.parse(stdout.slice(stdout.search(/^\[/m))) as { readonly filename: string }[];
  const target = join(packages, name);
  mkdirSync(target, { recursive: true });
  await run('tar', ['-xzf', join(packages, packed?.filename ?? ''), '--strip-components', '1', '-C', target]);
}

/** Links this package into the example's kind, as `npm install` does there; it stays, and is not committed. */
export function linkExampleKind(): void {
  const packages = join(ROOT, 'examples', 'kind', 'node_modules');
  mkdirSync(packages, { recursive: true });
  if (!existsSync(join(packages, 'batchwright'))) symlinkSync('../../..', join(packages, 'batchwright'), 'dir');
}

/** A project with this package and the example's kind installed from their tarballs. */
export interface InstalledProject {
  readonly directory: string;
  /** The folder of the service's package. */
  readonly batchwright: string;
  /** The folder of the example's package, as BATCHWRIGHT_MODULES takes it. */
  readonly kind: string;
}

/**
 * Installs both from packed tarballs. The packages that they need are linked from the checkout instead of downloaded:
 * which they are is known from its lock file.
 */
export async function installExampleKind(): Promise<InstalledProject> {
  const directory = temporaryDirectory();
  const packages = join(directory, 'node_modules');
  mkdirSync(packages);
  await install(ROOT, packages, 'batchwright');
  await install(join(ROOT, 'examples', 'kind'), packages, 'batchwright-iban');
  symlinkSync(join(ROOT, 'node_modules'), join(packages, 'batchwright', 'node_modules'));
  return {
    directory,
    batchwright: join(packages, 'batchwright'),
    kind: join(packages, 'batchwright-iban'),
  };
}
