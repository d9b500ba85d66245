/** A ticket for one live connection. */
export class LiveTicketDto {
  /**
   * Pass it as `?ticket=` to the events of a batch, or to the WebSocket as `?ticket=` or as the subprotocol
   * `ticket.<ticket>`.
   * @example "lt_mB0h3o1yq0mX4dG0b0Q1m0o8Yk2m6m4q9F2aJtB1c2E"
   */
  ticket!: string;

  /** Time until which the ticket works, once; 60 seconds after it was made. */
  expires_at!: string;
}
