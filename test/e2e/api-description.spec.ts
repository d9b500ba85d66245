import { describePartsOnPostgres } from '../support/shared-service.js';
import { apiDocument } from './api-description/api-document.part.js';
import { generatedClients } from './api-description/generated-clients.part.js';
import { kinds } from './api-description/kinds.part.js';

describePartsOnPostgres('The description of the API', [apiDocument, kinds, generatedClients]);
