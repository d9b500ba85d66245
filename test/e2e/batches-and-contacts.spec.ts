import { Service } from '../support/service.js';
import { describePartsOnDatabases } from '../support/shared-service.js';
import { contactAnalysis } from './batches-and-contacts/contact-analysis.part.js';
import { contactChanges } from './batches-and-contacts/contact-changes.part.js';
import { itemSearch } from './batches-and-contacts/item-search.part.js';
import { sharedBatches } from './batches-and-contacts/shared-batches.part.js';

describePartsOnDatabases('Batches and contacts', (on) => Service.start({ on }), [
  sharedBatches,
  contactAnalysis,
  contactChanges,
  itemSearch,
]);
