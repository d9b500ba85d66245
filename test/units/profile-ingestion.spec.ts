import { describePart } from '../support/unit-part.js';

describePart('profile-ingestion');
