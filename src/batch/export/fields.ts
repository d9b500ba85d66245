import type { FoundPath, JsonPath } from '../read/item-queries.js';
import type { ExportFields } from '../model/kind.js';

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

  add(paths: readonly FoundPath[]): void {
    for (const one of paths) {
      const key = JSON.stringify(one.path);
      const known = this.found.get(key);
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

  /** The fields in the order of the schema, followed by those that it does not contain, by name. */
  fields(schema: ExportFields | undefined): Fields {
    const paths = this.depth === 0 ? [[]] : this.paths();
    const rank = rankIn(schema?.paths ?? []);
    return { paths: paths.sort((a, b) => rank(a) - rank(b) || comparePaths(a, b)), depth: this.depth };
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
