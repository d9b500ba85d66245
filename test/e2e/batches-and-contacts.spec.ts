import { Service } from '../support/service.js';
import { describePartsOnDatabases } from '../support/shared-service.js';
import { companyStats } from './batches-and-contacts/company-stats.part.js';
import { contactAnalysis } from './batches-and-contacts/contact-analysis.part.js';
import { contactChanges } from './batches-and-contacts/contact-changes.part.js';
import { contactRows } from './batches-and-contacts/contact-rows.part.js';
import { isolation } from './batches-and-contacts/isolation.part.js';
import { itemSearch } from './batches-and-contacts/item-search.part.js';
import { search } from './batches-and-contacts/search.part.js';
import { sharedBatches } from './batches-and-contacts/shared-batches.part.js';
import { history } from './operations/history.part.js';
import { requests } from './operations/requests.part.js';
import { rules } from './operations/rules.part.js';
import { templates } from './operations/templates.part.js';

// Operations first, and of these the requests: they have the ids of the published example.
describePartsOnDatabases(
  'Operations, batches and contacts',
  (on) => Service.start({ on }),
  (on) => [
    ...[requests, history, rules, templates],
    ...[sharedBatches, contactAnalysis, contactChanges, itemSearch, search, isolation],
    ...(on === 'postgres' ? [contactRows, companyStats] : []),
  ],
);
