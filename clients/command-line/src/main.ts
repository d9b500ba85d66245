import { CommanderError } from 'commander';
import { EXIT, type ExitCode, UsageError } from './exit-codes.js';
import { toJson, toText } from './fault.js';
import { Output } from './output.js';
import { createProgram } from './program.js';

/** Runs one command line; sets the exit code. */
export async function run(words: readonly string[], version: string): Promise<void> {
  const program = createProgram(version);
  // Commander would exit while output is still being written.
  for (const command of [program, ...program.commands, ...program.commands.flatMap((one) => one.commands)])
    command.exitOverride();
  // `batchwright list | head` closes the pipe early, which is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    process.exitCode = fail(error, words.includes('--json'));
  }
}

function fail(error: unknown, isJson: boolean): ExitCode {
  // Commander has said what is wrong; help and version are no faults.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.succeeded : EXIT.usage;
  const out = new Output(isJson);
  if (isJson) out.sayJson(toJson(error));
  else out.say(`batchwright: ${toText(error)}`);
  return error instanceof UsageError ? EXIT.usage : EXIT.other;
}
