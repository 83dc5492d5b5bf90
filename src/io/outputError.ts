import { systemErrorCode } from './systemErrorCode';

const explanations: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space or write elsewhere',
  EDQUOT: 'the disk quota is used up; free some space or write elsewhere',
  EFBIG: 'the file would become too large for this file system',
  EROFS: 'the file system is read-only; write elsewhere',
  ENOENT: 'its folder does not exist; create it first',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EISDIR: 'there is a folder of that name; give the path of a file',
  EACCES: 'this user may not write there; change the permissions or write elsewhere',
  EPERM: 'this user may not write there; change the permissions or write elsewhere',
};

/** Output that could not be written. The message says where, why, and what to do, in one sentence. */
export class OutputError extends Error {
  override readonly name = 'OutputError';

  constructor(target: string, cause: unknown) {
    const code = systemErrorCode(cause);
    const explanation = code === undefined ? undefined : explanations[code];
    super(`${target} could not be written: ${explanation ?? (cause instanceof Error ? cause.message : String(cause))}.`, { cause });
  }

  /** Survives bundling, where instanceof does not. */
  static is(error: unknown): error is OutputError {
    return error instanceof Error && error.name === 'OutputError';
  }
}
