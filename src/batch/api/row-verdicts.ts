import { Readable } from 'node:stream';
import type { ItemError } from '../../platform/errors/app-error.js';
import { ItemErrorDto } from '../read/batch-view.dto.js';
import type { ImportDto } from './import.dto.js';
import type { VerdictDto } from './submit.dto.js';

/** The verdicts of a dry run of a file. */
export interface RowVerdicts {
  /** The lines of all rows, in order. */
  readonly lines: readonly number[];
  /** The errors of invalid rows, by their place. */
  readonly errors: ReadonlyMap<number, ItemError>;
  readonly report: ImportDto;
}

/** Verdicts that are written at once. */
const PIECE = 500;

/** The answer as JSON, written in pieces: a hundred thousand verdicts at once would keep others waiting. */
export const verdictStream = (verdicts: RowVerdicts): Readable => Readable.from(pieces(verdicts));

function* pieces({ lines, errors, report }: RowVerdicts): Generator<string> {
  yield `{"valid":${errors.size === 0},"total":${lines.length},"items":[`;
  for (let from = 0; from < lines.length; from += PIECE) {
    const piece = lines.slice(from, from + PIECE).map((line, at) => JSON.stringify(verdict(from + at, line, errors)));
    yield (from === 0 ? '' : ',') + piece.join(',');
  }
  yield `],"import":${JSON.stringify(report)}}`;
}

function verdict(index: number, line: number, errors: RowVerdicts['errors']): VerdictDto {
  const error = errors.get(index);
  return { index, line, valid: error === undefined, error: error === undefined ? null : ItemErrorDto.from(error) };
}
