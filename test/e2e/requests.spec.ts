import { Service } from '../support/service.js';
import { describePartsOnDatabases } from '../support/shared-service.js';
import { idempotency } from './requests/idempotency.part.js';
import { respondAsync } from './requests/respond-async.part.js';
import { rights } from './requests/rights.part.js';

describePartsOnDatabases('Requests', (on) => Service.start({ on }), [idempotency, rights, respondAsync]);
