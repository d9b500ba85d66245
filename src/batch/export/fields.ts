import type { FoundPath, JsonPath } from '../read/item-queries.js';
import type { ExportFields } from '../model/kind.js';

/** Columns that the inputs of a batch, or its outputs, may take. */
export const FIELD_LIMIT = 256;
/** JSON that is nested deeper is refused when it is submitted. */
const DEPTH_LIMIT = 32;

/** The fields that become columns. What is nested at the paths of `depth` keys stays in their cells, as JSON. */
export interface Fields {
  readonly paths: readonly JsonPath[];
  readonly depth: number;
}

/**
 * Gathers the fields that the items of a batch have. While they are more than the columns there may be, the lowest level is
 * taken back into the cells of the level above, at last everything into one cell: nothing is left out.
 */
export class FieldSearch {
  /** Keys of the longest path that may still become a column; at 0 there is nothing left to search for. */
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

  /** The fields in the order of the schema, those that it does not name by their names. */
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

/** The fields of a schema that names them all, without a look at the items. */
export const declaredFields = ({ paths }: ExportFields): Fields => {
  return { paths: paths.map((path) => path.split('.')), depth: 0 };
};

/** The place of a path in a schema: that of the longest path it begins with; behind all others when there is none. */
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
