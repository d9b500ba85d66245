/**
 * The row of a list that Tab leads to: the one that was last in focus, or the nearest to it that exists. Only the rows
 * from `first` to `last` exist; without such a row the keyboard would pass the whole list by.
 */
export const tabStop = (active: number, first: number, last: number): number => Math.min(Math.max(active, first), last);
