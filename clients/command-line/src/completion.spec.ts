import { spawnSync } from 'node:child_process';
import { completion } from './completion.js';
import { createProgram } from './program.js';

const program = createProgram('1.0.0');

/** What bash offers for the last of some words. */
function offered(...words: readonly string[]): readonly string[] {
  const typed = ['batchwright', ...words].map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _batchwright; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', `${completion(program, 'bash')}\n${ask}`], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

describe('The completion of bash', () => {
  it('offers commands, their commands, and the flags of each, with those of all', () => {
    expect(offered('app')).toEqual(['append']);
    expect(offered('append', 'an-id', '--pa')).toEqual(['--part']);
    expect(offered('keys', '')).toEqual(expect.arrayContaining(['list', 'create', 'revoke']));
    expect(offered('keys', 'cr')).toEqual(['create']);
    expect(offered('keys', 'create', 'a name', '--sc')).toEqual(['--scope']);
    expect(offered('webhooks', 'add', '--')).toEqual(expect.arrayContaining(['--event', '--json', '--help']));
    expect(offered('webhooks', 'add', '--scope')).toEqual([]);
  });
});

describe('The completion of fish', () => {
  it('offers the commands of a command, and their flags', () => {
    const lines = completion(program, 'fish').split('\n');
    const below = "-n '__fish_seen_subcommand_from keys; and __fish_seen_subcommand_from create'";
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^complete -c batchwright -n __fish_use_subcommand -f -a append /),
        "complete -c batchwright -n '__fish_seen_subcommand_from keys' -f -a create -d ''",
        `complete -c batchwright ${below} -l scope -d 'what it may do; repeatable'`,
      ]),
    );
  });
});
