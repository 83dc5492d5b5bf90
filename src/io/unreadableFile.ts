import { UnreadableFileError } from '../core/errors';
import { systemErrorCode } from './systemErrorCode';

const explanations: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist; check the path',
  ENOTDIR: 'does not exist; a part of the path is a file, not a folder',
  ENAMETOOLONG: 'has a path that is too long for this system',
  EISDIR: 'is a folder; give the path of a file in it',
  EACCES: 'may not be read by this user; change its permissions',
  EPERM: 'may not be read by this user; change its permissions',
  ELOOP: 'is a symbolic link that leads in a circle',
  EMFILE: 'could not be opened because too many files are open',
};

/** The error for a file that the operating system does not let us open or read, in one sentence. */
export function unreadableFile(path: string, error: unknown): UnreadableFileError {
  const code = systemErrorCode(error);
  const explanation = code === undefined ? undefined : explanations[code];
  const detail = error instanceof Error ? error.message : String(error);
  return new UnreadableFileError(`${path} ${explanation ?? `could not be read (${detail})`}.`, { cause: error });
}
