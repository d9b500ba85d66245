/**
 * Processing steps of a URL, in order: the values of `url_processing_status.current_step` and of its check constraint
 * `url_processing_status_current_step_check` (`queued` is not one of them). Whether the URL is pending, running or
 * ended is the item's status. An engine omits steps it does not have.
 */
export const URL_STEPS = ['analysis', 'fetch', 'audit', 'scoring', 'storing', 'done'] as const;
export type UrlStep = (typeof URL_STEPS)[number];
export const FIRST_URL_STEP: UrlStep = 'analysis';
