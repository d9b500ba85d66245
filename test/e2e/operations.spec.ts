import { Service } from '../support/service.js';
import { describePartsOnDatabases } from '../support/shared-service.js';
import { history } from './operations/history.part.js';
import { requests } from './operations/requests.part.js';
import { rules } from './operations/rules.part.js';
import { templates } from './operations/templates.part.js';

// The requests first: they have the ids of the published example.
describePartsOnDatabases('Operations', (on) => Service.start({ on }), [requests, history, rules, templates]);
