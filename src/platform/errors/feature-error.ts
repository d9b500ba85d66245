/** What a feature declares does not fit together, or not with the other features; the message says what to change. */
export class FeatureError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FeatureError';
  }
}
