import { jsonColumn, textColumn } from '../../platform/database/columns.js';
import type { Outcome } from '../model/items/item.js';

/** Status, output and error of ended items, as columns of `batch_items`. */
export const outcomeColumns = <Output>(outcomes: readonly Outcome<Output>[]): readonly Buffer[] => [
  textColumn(outcomes.map(({ status }) => status)),
  jsonColumn(outcomes.map((outcome) => (outcome.status === 'succeeded' ? outcome.output : undefined))),
  jsonColumn(outcomes.map((outcome) => (outcome.status === 'failed' ? outcome.error : undefined))),
];
