/**
 * The steps a URL goes through, in order: the values of `url_processing_status.current_step` and of its check constraint
 * `url_processing_status_current_step_check` (seed S2; `queued` is not one of them). Whether the URL waits, runs or has
 * ended is the item's status. An engine leaves out what it does not do.
 */
export const URL_STEPS = ['analysis', 'fetch', 'audit', 'scoring', 'storing', 'done'] as const;
export type UrlStep = (typeof URL_STEPS)[number];
export const FIRST_URL_STEP: UrlStep = 'analysis';
