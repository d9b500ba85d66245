/** An error in the form in which it is logged. */
interface LoggedError {
  readonly type: string;
  readonly message: string;
  /** SQLSTATE or system code. */
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/** Maximum depth of causes; cycles end here. */
const MAX_CAUSES = 5;

/**
 * Returns the names in an error and none of its values. Database errors carry the statement's parameters, the row
 * in their `detail` and, where a value could not be parsed, that value in their message: all of it may be a
 * caller's data.
 */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'A value that is not an Error was thrown.' };
  const { code, constraint, table, driverError } = error as Error &
    Readonly<Partial<Record<'code' | 'constraint' | 'table' | 'driverError', unknown>>>;
  const cause = error.cause ?? driverError;
  const message = withoutValue(error.message);
  return {
    type: error.name,
    message,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    ...(typeof table === 'string' ? { table } : {}),
    ...(error.stack === undefined ? {} : { stack: error.stack.replace(error.message, () => message) }),
    ...(cause === undefined || depth === MAX_CAUSES ? {} : { cause: loggedError(cause, depth + 1) }),
  };
}

/**
 * PostgreSQL ends the message of a value it cannot read with the value, or begins with it: `invalid input syntax for
 * type uuid: "…"`, `value "…" is out of range for type integer`.
 */
export const withoutValue = (message: string): string =>
  message.endsWith('"')
    ? cut(message, ': "', message.length - 1)
    : cut(message, 'value "', message.lastIndexOf('" is out of range'));

/**
 * The text without what stands between the first `before` and the place `end`; in linear time, for values may be long.
 */
function cut(text: string, before: string, end: number): string {
  const start = text.indexOf(before) + before.length;
  return start < before.length || start > end ? text : `${text.slice(0, start)}[redacted]${text.slice(end)}`;
}
