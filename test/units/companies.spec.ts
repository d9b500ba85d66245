import { describePart } from '../support/unit-part.js';

describePart('companies');
