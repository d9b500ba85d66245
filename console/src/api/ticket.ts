/**
 * The ticket of the start's link. It stands behind the #, which browsers send to nobody, and is taken out of the
 * address before anything else reads it.
 */
function take(): string | undefined {
  const [, ticket] = /^#ticket=(\S+)/.exec(window.location.hash) ?? [];
  if (ticket !== undefined) window.history.replaceState(window.history.state, '', window.location.pathname);
  return ticket;
}

let ticket = take();

export const hasTicket = (): boolean => ticket !== undefined;

/** The ticket, once. */
export function takeTicket(): string | undefined {
  const taken = ticket;
  ticket = undefined;
  return taken;
}
