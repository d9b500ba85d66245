import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(__dirname, '..', '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** Whether a command runs what the build has made, itself or in the tool that it starts. */
function readsBuild(command: string): boolean {
  if (command.includes('dist/')) return true;
  const tools = [...command.matchAll(/(?:^|&& )node tools\/([\w-]+\.mjs)/g)].map(([, tool = '']) => tool);
  return tools.some(readsDocument);
}

/** Whether a tool, or one that it imports, has the built service print its OpenAPI document. */
function readsDocument(tool: string): boolean {
  const text = readFileSync(join(root, 'tools', tool), 'utf8');
  const imported = [...text.matchAll(/from '\.\/([\w-]+\.mjs)'/g)].map(([, name = '']) => name);
  return text.includes("'dist', 'src', 'commands', 'openapi.js'") || imported.some(readsDocument);
}

describe('The scripts of the package', () => {
  it('build before they run what the build has made', () => {
    const readers = Object.keys(scripts).filter((name) => readsBuild(scripts[name] ?? ''));
    expect(readers).toEqual(expect.arrayContaining(['start', 'client-types']));
    expect(readers.filter((name) => scripts[`pre${name}`] !== 'node tools/ensure-built.mjs')).toEqual([]);
  });

  it('build the client anew after a change of the checks that it has from the service', () => {
    const tool = pathToFileURL(join(root, 'tools', 'build-client.mjs')).href;
    const text = `import { clientSources } from '${tool}'; console.log(JSON.stringify(clientSources()));`;
    const written = execFileSync(process.execPath, ['--input-type=module', '-e', text], { encoding: 'utf8' });
    const sources = JSON.parse(written) as readonly string[];
    for (const name of [
      'url-analysis/input/clean-url',
      'platform/egress/address-policy',
      'contact-analysis/input/check-contact',
    ])
      expect(sources).toContain(join(root, 'src', `${name}.ts`));
  });
});
