/** A call of a tool that cannot be answered. The message is written for the language model: what is wrong, and what to do instead. */
export class ToolRefusedError extends Error {
  override readonly name = 'ToolRefusedError';

  static is(error: unknown): error is ToolRefusedError {
    return error instanceof Error && error.name === 'ToolRefusedError';
  }
}
