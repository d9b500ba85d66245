// Text as Python wants it.

/** PEP 8 leaves teams this much. */
export const WIDTH = 99;

/** batch_id → BatchId, submitBatch → SubmitBatch. */
export const pascal = (name) =>
  name.replace(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase()).replace(/[^A-Za-z0-9]/g, '');

/** submitBatch → submit_batch. */
export const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Words in lines that begin with a prefix. */
export function commented(text, prefix, width = WIDTH) {
  const lines = [''];
  for (const word of text.replace(/\s+/g, ' ').trim().split(' ')) {
    const line = lines.at(-1);
    if (line !== '' && prefix.length + line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => `${prefix}${line}\n`).join('');
}

/** What a schema says of itself: as a comment, or as the docstring of a class. */
export function documented({ description = '', title = '' }, prefix, isDocstring = false) {
  const text = (description || title).replaceAll('\\', '\\\\').replaceAll('"""', "'''");
  if (!isDocstring) return text === '' ? '' : commented(text, prefix);
  return docstring(text || 'An object.', prefix);
}

/** A docstring; its first line stands beside the quotes. */
export function docstring(text, indent) {
  const lines = commented(`"""${text}`, indent).trimEnd().split('\n');
  if (lines.length === 1 && lines[0].length + 3 <= WIDTH) return `${lines[0]}"""\n`;
  // The quotes alone on a line are for texts of several.
  const several = lines.length > 1 ? lines.join('\n') : commented(`"""${text}`, indent, WIDTH - 10).trimEnd();
  return `${several}\n${indent}"""\n`;
}

/** The parts of a list that stand at its top level. */
function parts(text) {
  const found = [''];
  let depth = 0;
  for (const token of text.match(/"[^"]*"|[[\](){}]|, |[^"[\](){},]+|,/g) ?? []) {
    if (/^[[({]$/.test(token)) depth += 1;
    if (/^[\])}]$/.test(token)) depth -= 1;
    if (token === ', ' && depth === 0) found.push('');
    else found[found.length - 1] += token;
  }
  return found;
}

/** Text with one bracketed expression, such as a type or a call, over as many lines as it needs. */
export function folded(text, indent) {
  const [, head, inner, tail] = /^(.*?[[({])(.*)([\])}][^\])}]*)$/.exec(text) ?? [];
  if (indent.length + text.length <= WIDTH || inner === undefined || inner === '') return `${indent}${text}\n`;
  const deeper = `${indent}    `;
  const list = parts(inner);
  const isOneLine = !/[({]$/.test(head) && deeper.length + inner.length <= WIDTH;
  const body =
    list.length === 1 || isOneLine ? folded(inner, deeper) : list.map((part) => folded(`${part},`, deeper)).join('');
  return `${indent}${head}\n${body}${indent}${tail}\n`;
}
