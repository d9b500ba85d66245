import { FieldSearch, type FieldSummary, type FoundPath, isNested, type JsonPath } from './item-fields.js';

/** New nodes after which the collected paths are cut to those that can become columns. */
const CUT_AT = 4096;

/** A path of the items: its last key is that in the node above. */
interface Node {
  isLeaf: boolean;
  isNested: boolean;
  readonly children: Map<string, Node>;
}

const newNode = (): Node => ({ isLeaf: false, isNested: false, children: new Map() });

/**
 * Sums up the fields of items as they are submitted, some microseconds for each, so that an export need not read all of
 * them to know its columns. Finds what `ItemQueries.paths` finds; memory is bounded, whatever the items are.
 */
export class FieldCollector {
  private readonly search = new FieldSearch();
  private root = newNode();
  private nodes = 0;

  add(item: object): void {
    this.walk(item, this.root, 1);
    if (this.nodes >= CUT_AT) this.cut();
  }

  get summary(): FieldSummary {
    this.cut();
    return this.search.summary;
  }

  private walk(value: object, node: Node, length: number): void {
    if (length > this.search.depth) return;
    for (const [key, inside] of Object.entries(value) as [string, unknown][]) {
      if (inside === undefined) continue;
      let child = node.children.get(key);
      if (child === undefined) {
        child = newNode();
        node.children.set(key, child);
        this.nodes += 1;
      }
      if (isNested(inside)) {
        child.isNested = true;
        this.walk(inside as object, child, length + 1);
      } else child.isLeaf = true;
    }
  }

  /** Moves the paths to the search, which keeps those of a depth at which there are few enough. */
  private cut(): void {
    this.search.add([...pathsBelow(this.root, [])].filter(({ path }) => path.length <= this.search.depth));
    this.root = newNode();
    this.nodes = 0;
  }
}

function* pathsBelow(node: Node, path: JsonPath): Generator<FoundPath> {
  for (const [key, child] of node.children) {
    const below = [...path, key];
    yield { path: below, isLeaf: child.isLeaf, isNested: child.isNested };
    yield* pathsBelow(child, below);
  }
}
