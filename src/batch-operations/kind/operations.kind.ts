import type { KindDeclaration } from '../../batch/model/kind.js';

/** Operations on rows of the marketplace, executed in the request's own transaction. */
export const OPERATIONS: KindDeclaration = {
  name: 'operations',
  title: 'Operations',
  scopes: { submit: 'operations:write', read: 'operations:read' },
  publicId: 'integer',
  maxItems: 10_000,
};
