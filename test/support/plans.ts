/** Rows that any plan may throw away. */
const FEW = 100;

/** A node of a plan, as EXPLAIN tells it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

/** Tables that grow. */
export const LARGE: readonly string[] = [
  'batches',
  'batch_items',
  'batch_search',
  'batch_failures',
  'contact_analysis',
  'webhook_deliveries',
];

/** A node with all below it. */
export const nodesOf = (node: PlanNode): readonly PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** What a plan reads in vain: whole tables, and rows that a filter removes. */
export function vain(plan: PlanNode): readonly string[] {
  return nodesOf(plan).flatMap((node) => {
    const name = `${node['Node Type']} ${node['Relation Name'] ?? ''}`;
    const removed = (node['Rows Removed by Filter'] ?? 0) * node['Actual Loops'];
    const returned = node['Actual Rows'] * node['Actual Loops'];
    const isLarge = LARGE.includes(node['Relation Name'] ?? '');
    const isWhole = node['Node Type'] === 'Seq Scan' && node['Actual Loops'] > 0 && isLarge;
    return [
      ...(isWhole ? [`${name}: the whole table`] : []),
      ...(removed > 2 * returned + FEW ? [`${name}: ${removed} rows for ${returned}`] : []),
    ];
  });
}
