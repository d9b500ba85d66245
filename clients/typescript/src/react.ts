import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { BatchwrightClient } from './client.js';
import type { FileInput, ImportOptions } from './files.js';
import { type Batch, type FollowOptions, hasEnded } from './follow.js';
import type { KindName, Submission, SubmitOptions } from './submission.js';

/** The progress of a batch. */
export interface BatchProgress {
  /** The newest state; undefined until the first has come. */
  readonly batch: Batch | undefined;
  /** Share of the items that have ended, in per cent. */
  readonly progress: number;
  readonly isEnded: boolean;
  /** Whether the service is out of reach at the moment, so that the state may be an old one. */
  readonly isStale: boolean;
  /** Why nothing more comes; undefined while the batch is followed. A lost connection is no error: it is made anew. */
  readonly error: unknown;
  /**
   * Shows a state that another call has answered, such as that of a retry, unless a newer one is known; follows anew a
   * batch that runs again.
   */
  take(batch: Batch): void;
  /** Follows anew, after an error. */
  refresh(): void;
}

/** How a batch is followed. */
export type ProgressOptions = Pick<FollowOptions, 'pollMs' | 'mode'>;

/**
 * Follows a batch while the component is mounted. Without an id it follows nothing.
 *
 *   const { batch, progress, isEnded } = useBatchProgress(client, id);
 */
export function useBatchProgress(
  client: BatchwrightClient,
  id: string | null | undefined,
  { pollMs, mode }: ProgressOptions = {},
): BatchProgress {
  const [known, setKnown] = useState<Known>(NOTHING);
  // Another generation follows anew: a batch whose items are tried again has not ended after all.
  const [generation, setGeneration] = useState(0);
  useEffect(() => {
    setKnown((last) => (last.id === id ? { ...last, error: undefined } : { ...NOTHING, id }));
    if (id === null || id === undefined) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const change = (how: (last: Known) => Known): void => {
      if (!signal.aborted) setKnown(how);
    };
    const onConnection = (isConnected: boolean): void => change((last) => ({ ...last, isStale: !isConnected }));
    const follow = async (): Promise<void> => {
      for await (const batch of client.batches.watch(id, { pollMs, mode, signal, onConnection }))
        change((last) => ({ ...newer(last, batch), isStale: false }));
    };
    follow().catch((error: unknown) => change((last) => ({ ...last, error })));
    return () => controller.abort(new Error('No longer mounted.'));
  }, [client, id, pollMs, mode, generation]);
  const refresh = useCallback(() => setGeneration((last) => last + 1), []);
  const hadEnded = known.batch !== undefined && hasEnded(known.batch);
  const take = useCallback(
    (batch: Batch): void => {
      setKnown((last) => newer(last, batch));
      if (hadEnded && !hasEnded(batch)) refresh();
    },
    [hadEnded, refresh],
  );
  // Until the effect has run what is known is of the batch before.
  const { batch, error, isStale } = known.id === id ? known : NOTHING;
  const isEnded = batch !== undefined && hasEnded(batch);
  return { batch, error, isStale, progress: batch?.progress ?? 0, isEnded, take, refresh };
}

/** What is known of the batch that has been followed last. */
interface Known {
  readonly id: string | null | undefined;
  readonly batch: Batch | undefined;
  readonly isStale: boolean;
  readonly error: unknown;
}

const NOTHING: Known = { id: undefined, batch: undefined, isStale: false, error: undefined };

/** With this state, unless it is older: the answer of a control may come after what it led to. */
const newer = (last: Known, batch: Batch): Known =>
  batch.id !== last.id || (last.batch !== undefined && last.batch.revision > batch.revision)
    ? last
    : { ...last, batch };

/** A batch from its submission to its end. */
export interface BatchProcessor<K extends KindName> extends BatchProgress {
  readonly state: 'idle' | 'submitting' | 'running' | 'ended' | 'failed';
  /** The id of the batch that is followed. */
  readonly id: string | undefined;
  /** Submits a batch and follows it; undefined when it was refused, for `error` then says why. */
  submit(submission: Submission<K>, options?: SubmitOptions): Promise<Batch | undefined>;
  /** The same with a file that has a row for each item. */
  import(kind: K, file: FileInput, options?: ImportOptions<K>): Promise<Batch | undefined>;
  /** Follows a batch that was submitted before, such as one that the address of the page names. */
  attach(id: string): void;
  pause(): Promise<void>;
  resume(): Promise<void>;
  cancel(): Promise<void>;
  /** The failed items again. */
  retry(): Promise<void>;
  /** Forgets the batch; it runs on. */
  reset(): void;
}

type Control = 'pause' | 'resume' | 'cancel' | 'retry';

/**
 * Submits batches of a kind, follows them and controls them.
 *
 *   const { submit, batch, state, error } = useBatchProcessor<'url_analysis'>(client);
 */
export function useBatchProcessor<K extends KindName = KindName>(
  client: BatchwrightClient,
  options: ProgressOptions = {},
): BatchProcessor<K> {
  const [id, setId] = useState<string>();
  const [isSubmitting, setSubmitting] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  // The last call decides: an answer that comes after a later call or a reset changes nothing.
  const latest = useRef(0);
  const progress = useBatchProgress(client, id, options);
  const { take } = progress;

  const attach = useCallback((next: string | undefined): void => {
    latest.current += 1;
    setSubmitting(false);
    setRefusal(undefined);
    setId(next);
  }, []);

  const begin = useCallback(async (send: () => Promise<Batch>): Promise<Batch | undefined> => {
    const own = (latest.current += 1);
    setSubmitting(true);
    setRefusal(undefined);
    setId(undefined);
    try {
      const batch = await send();
      if (own === latest.current) setId(batch.id);
      return batch;
    } catch (error) {
      if (own === latest.current) setRefusal(error);
      return undefined;
    } finally {
      if (own === latest.current) setSubmitting(false);
    }
  }, []);

  const control = useCallback(
    async (name: Control): Promise<void> => {
      if (id === undefined) return;
      try {
        take(name === 'retry' ? (await client.batches.retry(id)).batch : await client.batches[name](id));
        setRefusal(undefined);
      } catch (error) {
        setRefusal(error);
      }
    },
    [client, id, take],
  );

  const controls = useMemo(() => controlsOf<K>(client, begin, attach, control), [client, begin, attach, control]);
  const error = refusal ?? progress.error;
  return { ...progress, ...controls, id, error, state: stateOf(id, isSubmitting, progress.isEnded, error) };
}

const controlsOf = <K extends KindName>(
  client: BatchwrightClient,
  begin: (send: () => Promise<Batch>) => Promise<Batch | undefined>,
  attach: (id: string | undefined) => void,
  control: (name: Control) => Promise<void>,
) => ({
  submit: (submission: Submission<K>, options?: SubmitOptions) =>
    begin(() => client.batches.submit(submission, options)),
  import: (kind: K, file: FileInput, options?: ImportOptions<K>) =>
    begin(() => client.batches.import(kind, file, options)),
  attach,
  pause: () => control('pause'),
  resume: () => control('resume'),
  cancel: () => control('cancel'),
  retry: () => control('retry'),
  reset: () => attach(undefined),
});

function stateOf(
  id: string | undefined,
  isSubmitting: boolean,
  isEnded: boolean,
  error: unknown,
): BatchProcessor<KindName>['state'] {
  if (isSubmitting) return 'submitting';
  if (id === undefined) return error === undefined ? 'idle' : 'failed';
  return isEnded ? 'ended' : 'running';
}
