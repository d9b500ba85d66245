import type { Command } from 'commander';
import { type BatchwrightClient, createClient } from '../../typescript/src/main.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { httpFetch } from './http-fetch.js';
import { Output } from './output.js';
import { chooseProfile } from './profiles.js';

/** Flags of every command. */
export interface CommonFlags {
  readonly url?: string;
  readonly key?: string;
  readonly profile?: string;
  readonly json?: boolean;
}

/** What a command works with. */
export interface Context<Flags> {
  readonly flags: Flags & CommonFlags;
  readonly client: BatchwrightClient;
  readonly out: Output;
}

type Action<Flags> = (context: Context<Flags>, ...words: string[]) => Promise<ExitCode | undefined>;

/** A command that speaks to the service. */
export const withClient =
  <Flags extends object>(action: Action<Flags>) =>
  async (...given: unknown[]): Promise<void> => {
    // Commander passes the arguments, the options of the command, and the command itself.
    const command = given.at(-1) as Command;
    const words = given.slice(0, -2) as string[];
    const flags = command.optsWithGlobals<Flags & CommonFlags>();
    const { url, key } = chooseProfile(process.env, flags);
    const out = new Output(flags.json === true);
    const client = createClient({
      baseUrl: url,
      apiKey: key,
      fetch: httpFetch,
      headers: { 'User-Agent': 'batchwright' },
    });
    process.exitCode = (await action({ flags, client, out }, ...words)) ?? EXIT.succeeded;
  };
