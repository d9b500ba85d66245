import { page } from './text-page';
import { results } from './text-results';
import { service } from './text-service';
import { submission } from './text-submit';
import { work } from './text-work';

/** Every text of the console, in English. Words for codes of the service are in labels.ts, in three languages. */
export const text = { ...page, ...work, ...submission, ...results, ...service };
