import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM, start } from '../support/command-line.js';

describe('The command line alone', () => {
  it('shows its help without loading what speaks to a service', () => {
    const told = "process.on('exit', () => process.stderr.write(process.moduleLoadList.join()))";
    const loading = (word: string): string =>
      spawnSync(process.execPath, ['-e', `${told}; require(${JSON.stringify(PROGRAM)})`, 'batchwright', word], {
        encoding: 'utf8',
      }).stderr;
    expect(loading('--help')).toContain('NativeModule path');
    for (const word of ['--help', '--version']) expect(loading(word)).not.toMatch(/_http_client|_tls_wrap|undici/);
  });

  it('prints its version, its help, and completions that a shell takes', async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(await start(['--version'], {}).ended).toMatchObject({ code: 0, out: `${version}\n` });
    expect((await start(['--help'], {}).ended).out).toContain('import-fixed');
    const script = (await start(['completion', 'bash'], {}).ended).out;
    expect(script).toMatch(/ "append "\*\) words="[^"]*--part /);
    const shell = spawn('bash', [
      '-c',
      `${script}\nCOMP_WORDS=(batchwright sub); COMP_CWORD=1; _batchwright; echo "\${COMPREPLY[@]}"`,
    ]);
    let words = '';
    shell.stdout.on('data', (chunk: Buffer) => (words += chunk.toString()));
    await once(shell, 'close');
    expect(words).toBe('submit\n');
    expect((await start(['completion', 'fish'], {}).ended).out).toContain('__fish_use_subcommand -f -a submit');
    expect(await start(['completion', 'tcsh'], {}).ended).toMatchObject({ code: 2 });
  });
});
