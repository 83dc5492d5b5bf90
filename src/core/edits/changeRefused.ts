/** A change that cannot be made as asked. The message says why and what to do, in one sentence. */
export class ChangeRefused extends Error {
  override readonly name = 'ChangeRefused';

  /** Survives bundling, where instanceof does not. */
  static is(error: unknown): error is ChangeRefused {
    return error instanceof Error && error.name === 'ChangeRefused';
  }
}
