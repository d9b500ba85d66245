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

  it('offers the values of a flag, those of the command where two differ, and files where it takes any', () => {
    expect(offered('list', '--status', 'p')).toEqual(['pending', 'processing', 'paused', 'partial']);
    expect(offered('items', 'an-id', '--status', '')).toEqual([
      'pending',
      'running',
      'succeeded',
      'failed',
      'cancelled',
    ]);
    expect(offered('list', '--status', '=', 'com')).toEqual(['completed']);
    expect(offered('list', '--limit', '5', '--priority', '=')).toEqual(['low', 'normal', 'high', 'urgent']);
    expect(offered('list', '--kind', 'url')).toEqual(['url_analysis']);
    expect(offered('submit', 'x', 'y.txt', '--format', '')).toEqual(['csv', 'ndjson', 'xlsx', 'json']);
    expect(offered('submit', 'x', 'y.csv', '--on-invalid', 'f')).toEqual(['fail_items']);
    expect(offered('import-fixed', 'x', 'y.csv', '--on-invalid', '')).toEqual(['refuse', 'skip']);
    expect(offered('submit', 'x', 'y.csv', '--delimiter', '')).toEqual([',', ';', 'tab', '|']);
    expect(offered('keys', 'create', 'a name', '--scope', 'contacts:')).toEqual(['contacts:read', 'contacts:write']);
    expect(offered('keys', 'create', 'a name', '--scope', 'contacts', ':')).toEqual(['read', 'write']);
    expect(offered('keys', 'create', 'a name', '--scope', '=', 'contacts', ':', 'w')).toEqual(['write']);
    expect(offered('webhooks', 'add', 'x', '--event', 'batch.p')).toEqual(['batch.progress', 'batch.partial']);
    expect(offered('export', 'an-id', '--out', '/etc/host')).toContain('/etc/hosts');
  });

  it('offers the kinds and the shells where a command begins with one', () => {
    expect(offered('submit', 'co')).toEqual(['contact_analysis', 'company_extraction']);
    expect(offered('submit', 'contact_analysis', 'co')).not.toContain('company_extraction');
    expect(offered('open', 'pro')).toEqual(['profile_ingestion']);
    expect(offered('completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']));
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
        `complete -c batchwright ${below} -l expires -r -d 'when it ends, in ISO 8601'`,
        expect.stringMatching(/ -l scope -x -a "'?batch:read/),
        "complete -c batchwright -n '__fish_seen_subcommand_from export' -l only -x -a \"succeeded failed cancelled unprocessed\" -d 'only these items'",
        expect.stringMatching(
          /^complete -c batchwright -n '__fish_seen_subcommand_from submit; and __fish_is_nth_token 2' -f -a "operations /,
        ),
      ]),
    );
  });
});
