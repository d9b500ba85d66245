import type { Command, Option } from 'commander';
import { UsageError } from './exit-codes.js';
import { offeredFor } from './offered-words.js';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** The words that may follow a command: its subcommands and flags. */
function wordsOf(command: Command): readonly string[] {
  const flags = command.options.flatMap(({ long }) => (typeof long === 'string' ? [long] : []));
  return [...command.commands.map((one) => one.name()), ...flags, '--help'];
}

/** What stands in the place of the first argument of a command. */
const firstWordsOf = (command: Command): readonly string[] =>
  command.registeredArguments.slice(0, 1).flatMap(offeredFor);

/** The commands with what stands before them. */
const pathsOf = (program: Command): readonly { readonly words: readonly string[]; readonly command: Command }[] =>
  program.commands.flatMap((one) => [
    ...one.commands.map((command) => ({ words: [one.name(), command.name()], command })),
    { words: [one.name()], command: one },
  ]);

/** The flags of a command after which one of some words stands. */
const choicesOf = (command: Command): readonly Option[] =>
  command.options.filter((option) => offeredFor(option).length > 0);

/** Words as a shell reads them in double quotes. */
const inQuotes = (words: readonly string[]): string =>
  words.map((word) => (/^[\w.:-]+$/.test(word) ? word : `'${word}'`)).join(' ');

/**
 * Pattern, in double quotes, of the first two words where a command stands in them: after one of one word any other
 * stands.
 */
const placeOf = (words: readonly string[]): string => (words.length === 1 ? `${words.join()} "*"` : words.join(' '));

const bash = (program: Command): string => {
  const cases = pathsOf(program).map(({ words, command }) => {
    const all = [...wordsOf(command), ...commonFlags(program)];
    return `    ${`"${placeOf(words)}"`.replace(/""$/, '')}) words="${inQuotes(all)}" ;;`;
  });
  const first = pathsOf(program).flatMap(({ words, command }) => {
    const offered = firstWordsOf(command);
    return offered.length === 0 ? [] : [`    "${words.join(' ')} ") words="${inQuotes(offered)} $words" ;;`];
  });
  const values = pathsOf(program).flatMap(({ words, command }) =>
    choicesOf(command).map((option) => {
      const flags = [option.long, option.short].flatMap((flag) => (flag ? [`"${placeOf(words)} ${flag}"`] : []));
      return `    ${flags.join('|')}) words="${inQuotes(offeredFor(option))}" ;;`;
    }),
  );
  return `_batchwright() {
  local at=$((COMP_CWORD - 1)) command="\${COMP_WORDS[1]} " words="" begun="" current before
  current="\${COMP_WORDS[COMP_CWORD]}"
  # Bash takes --flag=value for three words, and so does it a value with a colon.
  [ "$current" = "=" ] && current=""
  if [ "$current" = ":" ]; then begun="\${COMP_WORDS[at]}:" current="" at=$((at - 1))
  elif [ "\${COMP_WORDS[at]}" = ":" ]; then begun="\${COMP_WORDS[at-1]}:" at=$((at - 2)); fi
  [ "\${COMP_WORDS[at]}" = "=" ] && at=$((at - 1))
  before="\${COMP_WORDS[at]}"
  [ "$COMP_CWORD" -gt 2 ] && command="$command\${COMP_WORDS[2]}"
  case "$command $before" in
${values.join('\n')}
  esac
  [ -z "$words" ] && case "$command" in
${cases.join('\n')}
    *) words="${wordsOf(program).join(' ')}" ;;
  esac
  [ "$COMP_CWORD" = 2 ] && case "$command" in
${first.join('\n')}
  esac
  [ "$COMP_CWORD" = 1 ] && words="${wordsOf(program).join(' ')}"
  COMPREPLY=($(compgen -W "$words" -- "$begun$current"))
  COMPREPLY=("\${COMPREPLY[@]#"$begun"}")
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
    const place = words.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
    const seen = `complete -c batchwright -n '${place}'`;
    const first = firstWordsOf(command);
    const isNext = `complete -c batchwright -n '${place}; and __fish_is_nth_token ${words.length + 1}'`;
    return [
      ...command.commands.map((one) => `${seen} -f -a ${one.name()} -d ${quoted(one.summary() || one.description())}`),
      ...(first.length === 0 ? [] : [`${isNext} -f -a "${inQuotes(first)}"`]),
      ...command.options.flatMap((option) =>
        typeof option.long === 'string'
          ? [`${seen} -l ${option.long.slice(2)}${valueOf(option)} -d ${quoted(option.description)}`]
          : [],
      ),
    ];
  });
  return `${[...top, ...below].join('\n')}\n`;
};

/** What fish offers after a flag: its words, files where it takes any other value, or the next flag. */
function valueOf(option: Option): string {
  const words = offeredFor(option);
  if (words.length > 0) return ` -x -a "${inQuotes(words)}"`;
  return option.required ? ' -r' : '';
}

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
