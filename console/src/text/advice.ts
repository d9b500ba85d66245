/** What to do about an error of an item, by its code; the service's own suggestion comes first where there is one. */
const ADVICE: Readonly<Record<string, string>> = {
  VALIDATION_ERROR: 'A field is missing or not valid. Edit the input and retry.',
  DUPLICATE_ID: 'Another row has the same id. Give this one another id and retry, or leave it.',
  RESERVED_FIELD: 'Remove the reserved field from the data and retry.',
  UNKNOWN_FIELD: 'The batch was strict about fields. Remove the unknown one and retry.',
  NOT_FOUND: 'There is no such row. Check the number and retry with the right one.',
  PERMISSION_DENIED: 'The key that submitted it may not change this. Retry with a key that may.',
  CONFLICT: 'The state of the row forbids the change. Look at the row first.',
  TIMEOUT: 'It took longer than its limit. A retry may be faster; a new batch can have a longer limit.',
  DNS_FAILURE: 'The host has no address. Check the spelling of the domain; if it is right, retry later.',
  CONNECT_FAILED: 'The site refused the connection. Retry later.',
  CONNECT_TIMEOUT: 'The site did not answer. Retry later.',
  TLS_ERROR: 'The site has no valid certificate for its name. Check the address, perhaps http:// is meant.',
  HTTP_ERROR: 'The page answered with an error. Check the address; the details say which status.',
  TARGET_NOT_ALLOWED: 'The address is not on the public internet. EGRESS_ALLOW opens others.',
  FETCH_BLOCKED: 'The site forbids automatic reading. Nothing is to be done but to ask the site.',
  COMPANY_NOT_FOUND: 'No source knows the name. Edit the name or add a domain hint, and retry.',
  COMPANY_AMBIGUOUS: 'Several companies have the name. Add a domain hint or the country, and retry.',
  COMPANY_UNCONFIRMED: 'One company fits, but nothing confirms it. Add its domain as a hint, and retry.',
  DOMAIN_HINT_INVALID: 'The domain hint cannot be used. Edit it and retry.',
  PROFILE_NOT_FOUND: 'No provider has the profile. Import an archive of it, then retry.',
  PROFILE_PRIVATE: 'The profile is not public. Import an archive of it, then retry.',
  PROVIDER_RATE_LIMITED: 'The provider asks to wait. Retry later.',
  PROVIDER_NOT_CONFIGURED: 'The provider needs a key in the settings of the service.',
  ROLLED_BACK: 'This row is valid; another row of the atomic batch failed. Mend that one and submit again.',
  CANCELLED: 'It was cancelled before it ended. Retry it if it is wanted after all.',
  WORKER_CRASHED: 'Its processing ended a worker three times. Look into the log before a retry.',
};

/** The same where nobody says whether the error may pass; undefined when that decides. */
export const knownAdvice = (code: string): string | undefined => ADVICE[code];

export const adviceFor = (code: string, isRetryable: boolean): string =>
  knownAdvice(code) ??
  (isRetryable
    ? 'The cause may pass. Retry it.'
    : 'A retry as it is will fail again. Edit the input first, or leave it.');
