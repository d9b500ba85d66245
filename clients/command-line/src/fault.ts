import { ApiError } from '../../typescript/src/main.js';
import { plain } from './output.js';

/** Most faults of the input that are listed. */
const LISTED = 10;

/** A fault as a document for programs. */
export function toJson(error: unknown): object {
  if (!(error instanceof ApiError)) return { error_code: null, message: messageOf(error) };
  const { code, details, validationErrors, traceId } = error;
  return { error_code: code, message: error.summary, details, validation_errors: validationErrors, trace_id: traceId };
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
  return [
    plain(`${code}: ${summary}`),
    ...faults,
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...(traceId === undefined ? [] : [plain(`  trace_id ${traceId}`)]),
  ].join('\n');
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
