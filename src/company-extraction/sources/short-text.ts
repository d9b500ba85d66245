import { z } from 'zod';

/** Longest text of a source in characters; what is longer is cut. */
export const MAX_TEXT = 2_000;

/** A text of a source: no name, address or description is longer, and what is made of it stays small. */
export const shortText = z.string().transform((text) => text.slice(0, MAX_TEXT));
