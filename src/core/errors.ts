/** A model folder that cannot be used. The message says why, and what would work, in one sentence. */
export class ModelRefusedError extends Error {
  override readonly name = 'ModelRefusedError';

  constructor(
    readonly folder: string,
    message: string,
  ) {
    super(message);
  }

  /** Survives bundling and process boundaries, where instanceof does not. */
  static is(error: unknown): error is ModelRefusedError {
    return error instanceof Error && error.name === 'ModelRefusedError';
  }
}

/** A dataset file that cannot be read at all (missing, a directory, a Git LFS pointer …), with what to do about it. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';

  static is(error: unknown): error is UnreadableFileError {
    return error instanceof Error && error.name === 'UnreadableFileError';
  }
}

/** A dataset file that changed on disk after its rows were located; locate them again. */
export class FileChangedError extends Error {
  override readonly name = 'FileChangedError';

  static is(error: unknown): error is FileChangedError {
    return error instanceof Error && error.name === 'FileChangedError';
  }
}

/** The files of a model changed while it was in use: what was scored stays right for the model that was, the rest waits for another run. */
export class ModelsReplacedError extends Error {
  override readonly name = 'ModelsReplacedError';

  constructor() {
    super('The files of the model were changed while it was in use; score again.');
  }

  static is(error: unknown): error is ModelsReplacedError {
    return error instanceof Error && error.name === 'ModelsReplacedError';
  }
}

/** The user stopped the work. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';

  static is(error: unknown): error is CancelledError {
    return error instanceof Error && error.name === 'CancelledError';
  }
}

/** An attribution that cannot be made as asked. The message says why, and what would work, in one sentence. */
export class AttributionRefusedError extends Error {
  override readonly name = 'AttributionRefusedError';

  static is(error: unknown): error is AttributionRefusedError {
    return error instanceof Error && error.name === 'AttributionRefusedError';
  }
}
