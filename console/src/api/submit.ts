import { ApiError, type ImportOptions, type Mapping, type Submission as Envelope } from 'batchwright-client';
import type { BatchProcessor } from 'batchwright-client/react';
import { useQuery } from '@tanstack/react-query';
import { type Check, refusedItems } from './check';
import { type Batch, client, type Priority } from './client';
import type { Kind } from './kinds';

export type OnInvalid = 'refuse' | 'skip' | 'fail_items';

/** What is submitted: rows of a file, or items as they were typed. */
export type Source =
  | { readonly type: 'file'; readonly file: File; readonly mapping: Mapping | undefined }
  | { readonly type: 'items'; readonly items: readonly unknown[] };

/** Everything else of a submission. */
export interface Settings {
  readonly name: string;
  readonly priority: Priority | undefined;
  readonly maxConcurrent: number | undefined;
  readonly timeoutSeconds: number | undefined;
  readonly atomic: boolean;
  readonly options: Readonly<Record<string, unknown>>;
  readonly onInvalid: OnInvalid;
}

export const NO_SETTINGS: Settings = {
  name: '',
  priority: undefined,
  maxConcurrent: undefined,
  timeoutSeconds: undefined,
  atomic: false,
  options: {},
  onInvalid: 'refuse',
};

export interface Submission {
  readonly kind: Kind;
  readonly source: Source;
  readonly settings: Settings;
}

function envelopeOf(kind: Kind, items: readonly unknown[], settings: Settings): Envelope {
  const { name, priority, maxConcurrent, timeoutSeconds, atomic, options } = settings;
  return {
    kind: kind.name,
    items: items as Envelope['items'],
    ...(Object.keys(options).length > 0 && { options }),
    ...(name.trim() !== '' && { name: name.trim() }),
    ...(priority !== undefined && { priority }),
    ...(maxConcurrent !== undefined && { max_concurrent: maxConcurrent }),
    ...(timeoutSeconds !== undefined && { timeout_seconds: timeoutSeconds }),
    ...(atomic && { atomic: true }),
  };
}

function importOf(mapping: Mapping | undefined, settings: Settings): ImportOptions {
  const { name, priority, maxConcurrent, timeoutSeconds, atomic, options, onInvalid } = settings;
  return {
    onInvalid,
    ...(mapping !== undefined && { mapping }),
    ...(Object.keys(options).length > 0 && { options }),
    ...(name.trim() !== '' && { name: name.trim() }),
    ...(priority !== undefined && { priority }),
    ...(maxConcurrent !== undefined && { maxConcurrent }),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    ...(atomic && { atomic: true }),
  };
}

/** The settings on which the verdicts depend: a file is not sent again for every letter of the name. */
const decisive = ({ atomic, options, onInvalid }: Settings): Settings => ({
  ...NO_SETTINGS,
  atomic,
  options,
  onInvalid,
});

async function check({ kind, source, settings }: Submission, signal: AbortSignal): Promise<Check> {
  const asked = decisive(settings);
  if (source.type === 'file')
    return (await client.batches.checkFile(kind.name, source.file, {
      ...importOf(source.mapping, asked),
      signal,
    })) as Check;
  try {
    return (await client.batches.check(envelopeOf(kind, source.items, asked), { signal })) as Check;
  } catch (error) {
    const refused = error instanceof ApiError ? refusedItems(error.validationErrors, source.items.length) : undefined;
    if (refused === undefined) throw error;
    return refused;
  }
}

/**
 * The service's own verdict on every row, before anything is stored. The verdicts before stay in sight until it is
 * there.
 */
export const useCheck = (submission: Submission | undefined) => {
  const source = submission?.source;
  const place = source?.type === 'file' ? numberOf(source.file) : source?.type;
  return useQuery({
    queryKey: [
      'check',
      submission?.kind.name,
      place,
      source?.type === 'file' ? source.mapping : source?.items,
      submission && decisive(submission.settings),
    ],
    queryFn: ({ signal }) => check(submission as Submission, signal),
    placeholderData: (before, query) =>
      query?.queryKey[1] === submission?.kind.name && query?.queryKey[2] === place ? before : undefined,
    enabled: submission !== undefined,
    staleTime: 60_000,
    gcTime: 60_000,
  });
};

const fileNumbers = new WeakMap<File, number>();
let files = 0;

/** Files have no content that could be compared; each gets a number. */
function numberOf(file: File): number {
  const known = fileNumbers.get(file) ?? (files += 1);
  fileNumbers.set(file, known);
  return known;
}

/** Submits; the key makes a repetition harmless. Answers undefined where the service refuses. */
export const submit = (
  processor: Pick<BatchProcessor<string>, 'submit' | 'import'>,
  { kind, source, settings }: Submission,
  idempotencyKey: string,
): Promise<Batch | undefined> =>
  source.type === 'file'
    ? processor.import(kind.name, source.file, { ...importOf(source.mapping, settings), idempotencyKey })
    : processor.submit(envelopeOf(kind, source.items, settings), { idempotencyKey });
