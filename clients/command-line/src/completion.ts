import type { Command } from 'commander';
import { UsageError } from './exit-codes.js';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** The words that may follow a command: its subcommands and flags. */
function wordsOf(command: Command): readonly string[] {
  const flags = command.options.flatMap(({ long }) => (typeof long === 'string' ? [long] : []));
  return [...command.commands.map((one) => one.name()), ...flags, '--help'];
}

const bash = (program: Command): string => {
  const cases = program.commands.map(
    (one) => `    ${one.name()}) words="${[...wordsOf(one), ...commonFlags(program)].join(' ')}" ;;`,
  );
  return `_batchwright() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words
  case "\${COMP_WORDS[1]}" in
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
  const below = program.commands.flatMap((one) =>
    one.options.flatMap(({ long, description }) =>
      typeof long === 'string'
        ? [
            `complete -c batchwright -n '__fish_seen_subcommand_from ${one.name()}' -l ${long.slice(2)} -d ${quoted(description)}`,
          ]
        : [],
    ),
  );
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
