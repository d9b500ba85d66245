import { loadConfig } from './src/platform/config/config.js';
import { createDataSource } from './src/platform/database/data-source.js';
export default createDataSource(loadConfig());
