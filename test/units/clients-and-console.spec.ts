import { describePart } from '../support/unit-part.js';

describePart('clients-and-console');
