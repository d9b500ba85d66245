import { PAGE_LIMITS, type StructuredDataFacts } from '../findings/page-facts.js';

const MAX_TYPES = 50;
const MAX_VISITED = 10_000;

/** Counts JSON-LD blocks, those that parse, and their types. Invalid blocks are counted, never repaired. */
export function readStructuredData(blocks: readonly string[]): StructuredDataFacts {
  const types = new Set<string>();
  let valid = 0;
  for (const block of blocks.slice(0, PAGE_LIMITS.jsonLdBlocks)) {
    const value = parse(block);
    if (typeof value !== 'object' || value === null) continue;
    valid += 1;
    collectTypes(value, types);
  }
  return { blocks: blocks.length, valid, types: [...types] };
}

function parse(text: string): unknown {
  if (text.length > PAGE_LIMITS.jsonLdCharacters) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function collectTypes(root: object, types: Set<string>): void {
  const open: unknown[] = [root];
  for (let visited = 0; open.length > 0 && visited < MAX_VISITED; visited += 1) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    if ('@type' in value) {
      for (const type of [value['@type']].flat()) {
        if (typeof type === 'string' && types.size < MAX_TYPES) types.add(type.slice(0, 100));
      }
    }
    open.push(...Object.values(value).slice(0, MAX_VISITED));
  }
}
