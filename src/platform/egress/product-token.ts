/** The product and its version, major and minor, as outgoing requests name it. */
export const PRODUCT = 'Batchwright/0.2';

/**
 * The User-Agent of outgoing requests: the product and, if configured, a contact address, which some providers
 * require.
 * @param contactEmail `CONTACT_EMAIL`
 */
export const productToken = (contactEmail: string | undefined): string =>
  contactEmail === undefined ? PRODUCT : `${PRODUCT} (+mailto:${contactEmail})`;
