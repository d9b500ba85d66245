import { specOf } from '../errors/app-error.js';
import type { ErrorBody } from './error-body.js';

/** The media type of RFC 9457. */
export const PROBLEM = 'application/problem+json';

/**
 * The body of an error for a client that requests problem details: the members of RFC 9457, then those of
 * `ErrorBody`.
 */
interface ProblemBody extends ErrorBody {
  /** Always `about:blank`; `error_code` identifies the problem. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

/** Whether an Accept header names the media type of problem details; wildcards get the ordinary body. */
export const asksForProblem = (accept: string | undefined): boolean =>
  accept?.split(',').some((range) => range.split(';', 1)[0]?.trim().toLowerCase() === PROBLEM) ?? false;

export const problemBody = (body: ErrorBody, status: number): ProblemBody => ({
  type: 'about:blank',
  title: specOf(body.error_code).meaning,
  status,
  detail: body.message,
  ...body,
});
