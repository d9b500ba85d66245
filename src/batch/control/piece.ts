/** Items that one piece of a control changes: some 100 ms of the batch's row lock. */
export const PIECE = 1000;

/** Items that a piece looks at for them: others may lie between those that it changes. */
export const LOOKED_AT = 10_000;
