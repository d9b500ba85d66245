import type { Command } from 'commander';
import { UsageError } from './exit-codes.js';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** The words that may follow a command: its subcommands and flags. */
function wordsOf(command: Command): readonly string[] {
  const flags = command.options.flatMap(({ long }) => (typeof long === 'string' ? [long] : []));
  return [...command.commands.map((one) => one.name()), ...flags, '--help'];
}

/** The commands with what stands before them. */
const pathsOf = (program: Command): readonly { readonly words: readonly string[]; readonly command: Command }[] =>
  program.commands.flatMap((one) => [
    ...one.commands.map((command) => ({ words: [one.name(), command.name()], command })),
    { words: [one.name()], command: one },
  ]);

const bash = (program: Command): string => {
  const cases = pathsOf(program).map(
    ({ words, command }) =>
      `    "${words.join(' ')}${words.length === 1 ? ' "*' : '"'}) words="${[...wordsOf(command), ...commonFlags(program)].join(' ')}" ;;`,
  );
  return `_batchwright() {
  local current="\${COMP_WORDS[COMP_CWORD]}" command="\${COMP_WORDS[1]} " words
  [ "$COMP_CWORD" -gt 2 ] && command="$command\${COMP_WORDS[2]}"
  case "$command" in
${cases.join('\n')}
    *) words="${wordsOf(program).join(' ')}" ;;
  esac
  [ "$COMP_CWORD" = 1 ] && words="${wordsOf(program).join(' ')}"
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [ \${#COMPREPLY[@]} = 0 ] && COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _batchwright batchwright
`;
};

const commonFlags = (program: Command): readonly string[] =>
  program.options.flatMap(({ long }) => (typeof long === 'string' && long !== '--version' ? [long] : []));

const zsh = (program: Command): string => `#compdef batchwright
autoload -U +X bashcompinit && bashcompinit
${bash(program)}`;

const fish = (program: Command): string => {
  const top = program.commands.map(
    (one) =>
      `complete -c batchwright -n __fish_use_subcommand -f -a ${one.name()} -d ${quoted(one.summary() || one.description())}`,
  );
  const below = pathsOf(program).flatMap(({ words, command }) => {
    const seen = `complete -c batchwright -n '${words.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ')}'`;
    return [
      ...command.commands.map((one) => `${seen} -f -a ${one.name()} -d ${quoted(one.summary() || one.description())}`),
      ...command.options.flatMap(({ long, description }) =>
        typeof long === 'string' ? [`${seen} -l ${long.slice(2)} -d ${quoted(description)}`] : [],
      ),
    ];
  });
  return `${[...top, ...below].join('\n')}\n`;
};

const quoted = (text: string): string => `'${text.replaceAll("'", "\\'")}'`;

/** The completion script of a shell. */
export function completion(program: Command, shell: string): string {
  switch (SHELLS.find((one) => one === shell)) {
    case 'bash':
      return bash(program);
    case 'zsh':
      return zsh(program);
    case 'fish':
      return fish(program);
    case undefined:
      throw new UsageError(`The shell must be one of ${SHELLS.join(', ')}, not ${shell}.`);
  }
}
