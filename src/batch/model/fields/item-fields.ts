import type { ExportFields } from '../kinds/kind.js';

/** The keys that lead to a value in a JSON column; elements of an array have their index from 0 as key. */
export type JsonPath = readonly string[];

/** A path that occurs in the items, and the types of values that they have there. */
export interface FoundPath {
  readonly path: JsonPath;
  /** Whether an item has a value there without paths below it: a scalar, or an array of scalars. */
  readonly isLeaf: boolean;
  /** Whether an item has an object there, or an array that contains an object or an array. */
  readonly isNested: boolean;
}

/** The paths of a batch's inputs or outputs, up to a number of keys. */
export interface FieldSummary {
  readonly depth: number;
  readonly found: readonly FoundPath[];
}

/** Whether a value has paths below it: an object, or an array that contains an object or an array. */
export const isNested = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(isStructure) : isStructure(value);

const isStructure = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Most columns for the inputs of a batch, or for its outputs. */
export const FIELD_LIMIT = 256;
/** Deepest nesting of JSON; deeper JSON is refused at submission. */
const DEPTH_LIMIT = 32;

/** The fields that become columns. Values nested below paths of `depth` keys are written as JSON into their cells. */
export interface Fields {
  readonly paths: readonly JsonPath[];
  readonly depth: number;
}

/**
 * Collects the fields of the items of a batch. While there are more than FIELD_LIMIT, the deepest level is written as
 * JSON into the cells of the level above, in the end everything into one cell, so that no value is lost.
 */
export class FieldSearch {
  /** Most keys of a path that may become a column; at 0 the search is over. */
  depth = DEPTH_LIMIT;
  private found = new Map<string, FoundPath>();
  private readonly counts = new Map<string, number>();

  add(paths: readonly FoundPath[]): void {
    for (const one of paths) {
      const key = JSON.stringify(one.path);
      const known = this.found.get(key);
      if (known === undefined && this.isFull(one)) continue;
      this.found.set(key, {
        path: one.path,
        isLeaf: one.isLeaf || known?.isLeaf === true,
        isNested: one.isNested || known?.isNested === true,
      });
    }
    while (this.depth > 0 && this.paths().length > FIELD_LIMIT) {
      this.depth -= 1;
      this.found = new Map([...this.found].filter(([, { path }]) => path.length <= this.depth));
    }
  }

  /** The search of a batch whose paths were summed up when it was submitted. */
  static of({ depth, found }: FieldSummary): FieldSearch {
    const search = new FieldSearch();
    search.depth = depth;
    search.add(found);
    return search;
  }

  /** What two parts of a batch have together. */
  static merge(a: FieldSummary, b: FieldSummary): FieldSummary {
    const depth = Math.min(a.depth, b.depth);
    const within = ({ path }: FoundPath): boolean => path.length <= depth;
    const search = FieldSearch.of({ depth, found: a.found.filter(within) });
    search.add(b.found.filter(within));
    return search.summary;
  }

  /** What is known, to be kept with the batch. */
  get summary(): FieldSummary {
    return { depth: this.depth, found: [...this.found.values()] };
  }

  /** The fields in the order of the schema, followed by those that it does not contain, by name. */
  fields(schema: ExportFields | undefined): Fields {
    const paths = this.depth === 0 ? [[]] : this.paths();
    const rank = rankIn(schema?.paths ?? []);
    return { paths: paths.sort((a, b) => rank(a) - rank(b) || comparePaths(a, b)), depth: this.depth };
  }

  /**
   * Whether there are so many paths of this length and type that none of them becomes a column: a level with more than
   * FIELD_LIMIT is always cut off.
   */
  private isFull({ path, isLeaf }: FoundPath): boolean {
    const group = `${path.length} ${isLeaf}`;
    const count = this.counts.get(group) ?? 0;
    if (count <= FIELD_LIMIT) this.counts.set(group, count + 1);
    return count > FIELD_LIMIT;
  }

  private paths(): JsonPath[] {
    return [...this.found.values()]
      .filter(({ path, isLeaf, isNested }) => isLeaf || (isNested && path.length === this.depth))
      .map(({ path }) => path);
  }
}

/** The fields of a schema that contains all of them, so that the items need not be read. */
export const declaredFields = ({ paths }: ExportFields): Fields => {
  return { paths: paths.map((path) => path.split('.')), depth: 0 };
};

/** The rank of a path in a schema: that of its longest prefix in the schema; last when there is none. */
function rankIn(schema: readonly string[]): (path: JsonPath) => number {
  const places = new Map(schema.map((path, place) => [path, place]));
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const place = places.get(path.slice(0, length).join('.'));
      if (place !== undefined) return place;
    }
    return schema.length;
  };
}

function comparePaths(a: JsonPath, b: JsonPath): number {
  const at = a.findIndex((key, n) => key !== b[n]);
  const [left, right] = [a[at], b[at]];
  if (left === undefined || right === undefined) return a.length - b.length;
  const difference = /^\d+$/.test(left) && /^\d+$/.test(right) ? Number(left) - Number(right) : 0;
  return difference || (left < right ? -1 : 1);
}
