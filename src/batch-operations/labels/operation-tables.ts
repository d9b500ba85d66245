import { ROLES } from '../../accounts/rights/actor.js';
import { BATCH_STATUSES } from '../../batch/model/status/batch-status.js';
import { LABELS, LANGUAGES } from './labels.js';
import { DELETABLE, OPERATION_TYPES, UPDATE_TYPES } from '../../marketplace/rules/operation-type.js';
import { ORDER_STATUSES, ORDER_TRANSITIONS } from '../../marketplace/rules/order-status.js';
import { DELETE_RIGHTS, FIELD_RIGHTS, type Reach } from '../../marketplace/rules/rights.js';

/** Tables of the operations API as Markdown for `docs/reference`, generated from the rules that the service applies. */

const REACH_WORDS: Readonly<Record<Reach, string>> = {
  none: '–',
  own: 'own',
  customers: 'own, customers’',
  any: 'any',
};

/** Which role may change which fields of which rows, and delete which resources. */
export function operationMatrixMarkdown(): string {
  const changes = UPDATE_TYPES.flatMap((type) =>
    Object.entries(FIELD_RIGHTS[type]).map(([field, rights]) => [
      `\`${type}\``,
      `\`${field}\``,
      ...ROLES.map((role) => REACH_WORDS[rights[role]]),
    ]),
  );
  const deletions = DELETABLE.map((resource) => [
    '`bulk_delete`',
    `\`resource: "${resource}"\``,
    ...ROLES.map((role) => REACH_WORDS[DELETE_RIGHTS[resource][role]]),
  ]);
  return table(['Operation', 'Field', ...ROLES], [...changes, ...deletions]);
}

/** Allowed order transitions with the roles that may make them. */
export function orderTransitionsMarkdown(): string {
  const rows = ORDER_STATUSES.map((from) => [
    `\`${from}\``,
    ...ORDER_STATUSES.map((to) => (from === to ? 'unchanged' : (ORDER_TRANSITIONS[from][to]?.join(', ') ?? '–'))),
  ]);
  return table(['From \\ to', ...ORDER_STATUSES.map((to) => `\`${to}\``)], rows);
}

/** The labels by language. */
export function operationLabelsMarkdown(): string {
  const rows = [
    ...BATCH_STATUSES.map((code) => [`\`${code}\``, ...LANGUAGES.map((language) => LABELS[language].status[code])]),
    ...OPERATION_TYPES.map((code) => [
      `\`${code}\``,
      ...LANGUAGES.map((language) => LABELS[language].operationType[code]),
    ]),
  ];
  return table(['Code', ...LANGUAGES], rows);
}

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
