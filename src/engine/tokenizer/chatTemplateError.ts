/** A conversation that could not be rendered, with what to do about it in one sentence. */
export class ChatTemplateError extends Error {
  override readonly name = 'ChatTemplateError';

  constructor(
    readonly code: 'no-chat-template' | 'template-failed',
    message: string,
  ) {
    super(message);
  }

  /** Survives bundling, where instanceof may not. */
  static is(error: unknown): error is ChatTemplateError {
    return error instanceof Error && error.name === 'ChatTemplateError';
  }
}
