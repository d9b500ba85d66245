import { describePartsOnPostgres } from '../support/shared-service.js';
import { filesMapped } from './files/mapped.part.js';
import { filesAsParts } from './files/parts.part.js';
import { filesRefused } from './files/refused.part.js';

describePartsOnPostgres('Files', [filesMapped, filesRefused, filesAsParts]);
