/** A number with its word, which gets an s unless there is one of it: `1 item`, `2 items`. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
