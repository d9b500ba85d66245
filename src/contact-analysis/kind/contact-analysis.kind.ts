import type { KindDeclaration } from '../../batch/model/kind.js';

/** Contacts, inserted as rows in the request's own transaction. */
export const CONTACT_ANALYSIS: KindDeclaration = {
  name: 'contact_analysis',
  title: 'Contact analysis',
  scopes: { submit: 'contacts:write', read: 'contacts:read' },
  publicId: 'uuid',
  maxItems: 10_000,
};
