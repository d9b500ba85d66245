import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import {
  BATCH_STATUSES,
  ITEM_STATUSES,
  KINDS,
  PRIORITIES,
  SCOPES,
  WEBHOOK_EVENTS,
} from '../../typescript/src/vocabulary.js';
import { addWebhook, changeWebhook, createKey, listDeliveries, listKeys, listWebhooks, revokeKey } from './accounts.js';
import { items, list, search, show } from './browse.js';
import { completion, SHELLS } from './completion.js';
import { withClient } from './context.js';
import { control, CONTROLS, importFixed } from './control.js';
import { doctor } from './doctor.js';
import { EXIT } from './exit-codes.js';
import { follow } from './follow.js';
import { login } from './login.js';
import { offering } from './offered-words.js';
import { append, open, parts, seal } from './parts.js';
import { saveExport } from './save-export.js';
import { submit } from './submit.js';

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('It must be a whole number of at least 1.');
}

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'];
const ON_INVALID = ['refuse', 'skip', 'fail_items'];
const FORMATS = ['csv', 'ndjson', 'xlsx', 'json'];

/** The command line. The commands that run the service itself are named for the help; src/commands carries them out. */
export function createProgram(version: string): Command {
  const program = new Command('batchwright')
    .description('Batches of work, every item carried to exactly one recorded outcome.')
    .version(version)
    .option('--url <url>', 'address of the service (BATCHWRIGHT_URL)')
    .option('--key <key>', 'API key (BATCHWRIGHT_KEY)')
    .option(
      '--profile <name>',
      'profile of `batchwright login` (BATCHWRIGHT_PROFILE); goes before BATCHWRIGHT_URL and BATCHWRIGHT_KEY',
    )
    .option('--json', 'one JSON document a line')
    .showHelpAfterError('(`batchwright --help` lists what there is)')
    .addHelpText('after', EXIT_HELP);
  addSubmission(program);
  addParts(program);
  addBrowsing(program);
  addControls(program);
  addAccounts(program);
  addLocal(program);
  return program;
}

const EXIT_HELP = `
The service itself: batchwright start | api | worker | migrate | key | openapi

Exit codes: 0 all succeeded, 2 wrong usage, 3 some items failed, or some ids of a control were refused, 4 all of
them, 5 cancelled, 130 left by Ctrl-C while the batch runs on, 1 anything else.`;

/** What a control does, for the help. */
const CONTROL_HELP: Readonly<Record<(typeof CONTROLS)[number], string>> = {
  pause: 'start nothing more of batches',
  resume: 'go on with paused batches',
  cancel: 'end batches; what has ended stays',
  retry: 'run the failed and the cancelled items of batches again',
  delete: 'delete batches that have ended or are not sealed yet',
};

/** A flag that takes one of a few words. */
const oneOf = (flag: string, text: string, words: readonly string[]): Option => new Option(flag, text).choices(words);

/** A service may know further kinds. */
const kind = (): Option => offering(new Option('--kind <kind>', 'only of this kind'), KINDS);
const kindArgument = (): Argument => offering(new Argument('<kind>'), KINDS);

const priority = (): Option => oneOf('--priority <priority>', 'only of this priority', PRIORITIES);

const limited = (command: Command, unlessTold: string): Command =>
  command.option('--limit <n>', `how many; ${unlessTold} unless told`, count);

const fileFlags = (command: Command, onInvalid: readonly string[]): Command =>
  command
    .option('--map <column=field>', 'a column and its field, conversions after `|`; repeatable', collect)
    .option('--set <field=value>', 'a field that is the same in every row; repeatable', collect)
    .option('--mapping <json>', 'the whole mapping, as an answer gave it')
    .addOption(
      offering(new Option('--format <format>', 'csv, ndjson, xlsx or json, when the name does not tell'), FORMATS),
    )
    .addOption(oneOf('--encoding <encoding>', 'when it is not recognised', ENCODINGS))
    .addOption(oneOf('--delimiter <delimiter>', 'when it is not recognised', [',', ';', 'tab', '|']))
    .option('--sheet <sheet>', 'worksheet, by name or number')
    .addOption(oneOf('--on-invalid <what>', 'what a bad row does', onInvalid));

const batchFlags = (command: Command): Command =>
  command
    .option('--option <name=value>', 'an option of the kind; repeatable', collect)
    .option('--name <name>', 'name of the batch')
    .addOption(oneOf('--priority <priority>', 'how soon its turn comes', PRIORITIES))
    .option('--idempotency-key <key>', 'submissions with the same key and content are one batch');

const followFlags = (command: Command): Command =>
  command
    .option('-w, --watch', 'follow the batch to its end')
    .option('-o, --out <file>', 'follow the batch and write its results there');

function addSubmission(program: Command): void {
  const submission = program
    .command('submit')
    .addArgument(kindArgument())
    .argument('<file>')
    .description('submit a file, or `-` for standard input');
  followFlags(batchFlags(fileFlags(submission, ON_INVALID)))
    .option('--dry-run', 'check every row and store nothing')
    .action(withClient(submit));
  const fixed = program
    .command('import-fixed <id> <file>')
    .description('run mended rows of `export --only failed` again');
  followFlags(fileFlags(fixed, ['refuse', 'skip'])).action(withClient(importFixed));
}

function addParts(program: Command): void {
  batchFlags(
    program.command('open').addArgument(kindArgument()).description('open a batch that gets its items in parts'),
  )
    .addOption(oneOf('--start <when>', 'when items begin to run', ['at_seal', 'at_once']))
    .action(withClient(open));
  fileFlags(
    program.command('append <id> <file>').description('store a file, or `-`, as a part of an open batch'),
    ON_INVALID,
  )
    .requiredOption('--part <n>', 'its number, from 1; the same number with the same file is stored once', count)
    .option('--dry-run', 'check every row and store nothing')
    .action(withClient(append));
  program.command('parts <id>').description('parts that an open batch has got').action(withClient(parts));
  followFlags(program.command('seal <id>').description('an open batch has all its items'))
    .requiredOption('--count <n>', 'how many; with another number it stays open', count)
    .action(withClient(seal));
}

function addBrowsing(program: Command): void {
  limited(program.command('list').description('batches, newest first'), '20')
    .addOption(kind())
    .addOption(oneOf('--status <status>', 'only in this state', BATCH_STATUSES))
    .addOption(priority())
    .option('--query <words>', 'part of the name, or a ref')
    .action(withClient(list));
  program
    .command('show <id>')
    .description('a batch as it stands')
    .option('-w, --watch', 'follow it to its end')
    .action(withClient(show));
  program
    .command('watch <id>')
    .description('follow a batch to its end; Ctrl-C lets it run on')
    .option('-o, --out <file>', 'write its results there')
    .action(withClient(follow));
  limited(program.command('items <id>').description('items of a batch'), 'all')
    .addOption(oneOf('--status <status>', 'only in this state', ITEM_STATUSES))
    .option('--code <code>', 'only with this error code')
    .option('--query <words>', 'beginning of the ref, an error code, words of an error or of the input')
    .action(withClient(items));
  limited(program.command('search <words>'), '20')
    .description('find an id, a name, a ref, words of an error or of an input')
    .addOption(kind())
    .action(withClient(search));
  program
    .command('export <id>')
    .description('results of a batch as a file')
    .option('-o, --out <file>', 'where to; standard output unless told')
    .addOption(offering(new Option('--format <format>', 'json, ndjson, csv or xlsx'), FORMATS))
    .addOption(oneOf('--only <state>', 'only these items', ['succeeded', 'failed', 'cancelled', 'unprocessed']))
    .addOption(oneOf('--layout <layout>', 'columns of the file, or of the service', ['original', 'standard']))
    .option('--no-bom', 'no byte order mark in csv')
    .action(
      withClient<Parameters<typeof saveExport>[2]>(async (context, id = '') => {
        await saveExport(context, id, context.flags);
        return EXIT.succeeded;
      }),
    );
}

function addControls(program: Command): void {
  for (const name of CONTROLS)
    program
      .command(`${name} <ids...>`)
      .description(CONTROL_HELP[name])
      .action(withClient((context, ...ids) => control(context, name, ids.flat())));
}

function addAccounts(program: Command): void {
  const keys = program.command('keys').description('API keys');
  keys.command('list').action(withClient(listKeys));
  keys
    .command('create <name>')
    .addOption(
      offering(new Option('--scope <scope>', 'what it may do; repeatable'), SCOPES)
        .argParser(collect)
        .makeOptionMandatory(),
    )
    .option('--expires <time>', 'when it ends, in ISO 8601')
    .action(withClient(createKey));
  keys.command('revoke <id>').action(withClient(revokeKey));
  const webhooks = program.command('webhooks').description('endpoints that are told about batches');
  webhooks.command('list').action(withClient(listWebhooks));
  webhooks
    .command('add <url>')
    .addOption(offering(new Option('--event <event>', 'only these; repeatable'), WEBHOOK_EVENTS).argParser(collect))
    .action(withClient(addWebhook));
  for (const what of ['remove', 'test', 'rotate'] as const)
    webhooks.command(`${what} <id>`).action(withClient((context, id = '') => changeWebhook(context, what, id)));
  limited(webhooks.command('deliveries <id>'), 'all').action(withClient(listDeliveries));
}

function addLocal(program: Command): void {
  program.command('login').description('keep address and key as a profile').action(login);
  program.command('doctor').description('find what stands between this machine and the service').action(doctor);
  program
    .command('completion')
    .addArgument(offering(new Argument('<shell>'), SHELLS))
    .description('completion script for bash, zsh or fish')
    .action((shell: string) => void process.stdout.write(completion(program, shell)));
}
