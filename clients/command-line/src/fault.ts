import { ApiError } from '../../typescript/src/main.js';
import { plain } from './output.js';

/** Most faults of the input that are listed. */
const LISTED = 10;

/** A fault as a document for programs. */
export function toJson(error: unknown): object {
  if (!(error instanceof ApiError)) return { error_code: null, message: messageOf(error) };
  const { code, summary: message, details, validationErrors, traceId } = error;
  const fault = { error_code: code, message, details, validation_errors: validationErrors, trace_id: traceId };
  const seconds = secondsToWait(error);
  return seconds === undefined ? fault : { ...fault, retry_after: seconds };
}

/** A fault as text for people: every fault of the input on a line of its own. */
export function toText(error: unknown): string {
  if (!(error instanceof ApiError)) return messageOf(error);
  const { code, summary, validationErrors, traceId } = error;
  const faults = validationErrors.slice(0, LISTED).map((fault) => {
    const { line } = fault as { readonly line?: number };
    return plain(`  ${line === undefined ? '' : `line ${line}, `}${fault.field}: ${fault.message}`);
  });
  const rest = validationErrors.length - LISTED;
  const seconds = secondsToWait(error);
  return [
    plain(`${code}: ${summary}`),
    ...faults,
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...(seconds === undefined ? [] : [`  try again in ${seconds} s`]),
    ...(traceId === undefined ? [] : [plain(`  trace_id ${traceId}`)]),
  ].join('\n');
}

/** How long the service asks to wait, when that was longer than a command waits by itself. */
const secondsToWait = ({ retryAfterMs }: ApiError): number | undefined =>
  retryAfterMs === undefined || retryAfterMs === 0 ? undefined : Math.ceil(retryAfterMs / 1000);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
