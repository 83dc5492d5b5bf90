/** The words of a call do not fit; the message says which, and what would. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
