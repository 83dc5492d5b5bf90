/** Why a model could not be fetched. */
export type DownloadProblem = 'no-such-model' | 'needs-token' | 'no-access' | 'too-many-requests' | 'unreachable' | 'wrong-answer' | 'damaged' | 'no-space' | 'in-progress' | 'unusable';

/** A model that could not be fetched. The message says why and what to do, in one or two sentences. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';

  constructor(
    readonly problem: DownloadProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Survives bundling, where instanceof does not. */
  static is(error: unknown): error is DownloadError {
    return error instanceof Error && error.name === 'DownloadError';
  }
}
