/** Most tries that an item's log keeps: the oldest is dropped for the next one, `attempts` and `number` count on. */
const KEPT_TRIES = 20;
/** Longest error and input of one try in bytes of JSON; of longer ones the beginning is kept, in characters. */
const ERROR_BYTES = 4096;
const MESSAGE_CHARACTERS = 1000;
const INPUT_BYTES = 8192;
const INPUT_CHARACTERS = 4000;

/** SQL: an error as a try keeps it, NULL of one that succeeded; a long one without its details. */
const boundedError = (error: string): string => `
  CASE WHEN (${error}) IS NULL OR octet_length((${error})::text) <= ${ERROR_BYTES} THEN ${error}
       ELSE jsonb_build_object('code', (${error}) -> 'code', 'message', left((${error}) ->> 'message', ${MESSAGE_CHARACTERS})) END`;

/** SQL: an input as a try keeps it; a long one as a result that is too long. */
const boundedInput = (input: string): string => `
  CASE WHEN octet_length((${input})::text) <= ${INPUT_BYTES} THEN ${input}
       ELSE jsonb_build_object('truncated', true, 'beginning', left((${input})::text, ${INPUT_CHARACTERS})) END`;

/** SQL: the last try of the row `i` of batch_items as its log has it, with the error of that column or parameter. */
const lastTry = (endedAt: string, error: string): string =>
  `jsonb_build_object('number', i.attempts, 'started_at', i.started_at, 'ended_at', ${endedAt}, 'error', ${boundedError(error)})`;

/**
 * SQL: the log of the row `i` of batch_items with its last try, which ended then and with that error (both SQL
 * expressions). However often an item is tried, its log stays below 300 kB.
 */
export const logWithLastTry = (endedAt: string, error: string): string =>
  `(jsonb_path_query_array(coalesce(i.attempt_log, '[]'), '$[last - ${KEPT_TRIES - 2} to last]') || ${lastTry(endedAt, error)})`;

/** SQL: a log whose newest try tells the input that it ran with, because a retry corrects that. */
export const logWithInput = (log: string, input: string): string =>
  `jsonb_set(${log}, '{-1,input}', ${boundedInput(input)})`;
