/** Stands for what differs from one message to the next. */
const GAP = '…';
/** Characters of a message that count. */
const LENGTH = 300;
/** Characters of the words that a search takes. */
const SEARCHED = 200;

/** Parts of a message that differ from item to item, the larger ones first. */
const CHANGING: readonly RegExp[] = [
  // Quoted words; an apostrophe inside a word opens nothing.
  /"[^"]*"|“[^”]*”|«[^»]*»|`[^`]*`|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])/gu,
  /\b[a-z][a-z0-9+]{1,9}:\/\/[^\s<>"')\]]+/giu,
  /[^\s@<>"']+@[^\s@<>"']+/gu,
  // Anything with a digit: numbers with their signs, ids, addresses, dates, paths.
  /[^\s"'()<>,;…]*\p{N}[^\s"'()<>,;…]*/gu,
  // Names of hosts, files and nested fields.
  /[\p{L}_][\p{L}_-]*(?:\.[\p{L}_-]+)+/gu,
];

/**
 * A message without what differs from item to item, so that messages of one cause are alike: numbers, ids, addresses,
 * names of hosts and quoted words are gaps.
 */
export function messagePattern(message: string): string {
  const gapped = CHANGING.reduce((text, part) => text.replace(part, GAP), message.slice(0, LENGTH));
  return gapped
    .replace(/\s+/gu, ' ')
    .replace(/…(?:[\s,]*…)+/gu, GAP)
    .trim();
}

/** The words of a pattern, by which a search finds the messages that have it; empty when all of them differ. */
export function patternWords(pattern: string): string {
  const words: string[] = [];
  let length = 0;
  for (const word of new Set(pattern.split(/[^\p{L}\p{N}]+/u).filter((one) => one.length > 1))) {
    length += word.length + 1;
    if (length > SEARCHED) break;
    words.push(word);
  }
  return words.join(' ');
}
