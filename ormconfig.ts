import { loadFeatures } from './src/bootstrap/load-features.js';
import { loadConfig } from './src/platform/config/config.js';
import { createDataSource } from './src/platform/database/data-source.js';

// As the service does it: modules bring migrations of their own, and settings.
export default loadFeatures().then(() => createDataSource(loadConfig()));
