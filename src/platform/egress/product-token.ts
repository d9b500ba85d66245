/**
 * What outgoing requests name in their User-Agent: the product, and whom to write to (RELIABILITY 4.3 C16).
 * @param contactEmail `CONTACT_EMAIL`
 */
export const productToken = (contactEmail: string | undefined): string =>
  contactEmail === undefined ? 'Batchwright/0.1' : `Batchwright/0.1 (+mailto:${contactEmail})`;
