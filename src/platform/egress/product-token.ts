/**
 * The User-Agent of outgoing requests: the product and, if configured, a contact address, which some providers
 * require.
 * @param contactEmail `CONTACT_EMAIL`
 */
export const productToken = (contactEmail: string | undefined): string =>
  contactEmail === undefined ? 'Batchwright/0.2' : `Batchwright/0.2 (+mailto:${contactEmail})`;
