import { clearStore, listStoreFiles } from '../../io/scoreStore/storeFiles';
import { storeFolder } from '../../io/scoreStore/storeFolder';
import { exitStatus } from '../exitStatus';
import { UsageError } from '../usageError';

export interface StoreFlags {
  readonly clear?: boolean;
  readonly format?: string;
}

/** `preflens store`: where scores of earlier runs are kept, how much they are; deletes them when asked. Resolves to the exit status. */
export async function store(flags: StoreFlags): Promise<number> {
  const format = flags.format ?? (process.stdout.isTTY ? 'text' : 'json');
  if (format !== 'json' && format !== 'text') throw new UsageError(`--format takes json or text, not "${format}".`);
  const folder = storeFolder();
  const files = await listStoreFiles(folder);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const deleted = flags.clear === true ? await clearStore(folder) : 0;
  const record = { folder, files: files.length, bytes, deleted };
  process.stdout.write(format === 'json' ? `${JSON.stringify(record, null, 2)}\n` : `${describe(record)}\n`);
  return exitStatus.done;
}

function describe({ folder, files, bytes, deleted }: { folder: string; files: number; bytes: number; deleted: number }): string {
  const held = `${folder}: ${(bytes / 1e6).toFixed(1)} MB in ${files} files`;
  return deleted > 0 ? `${held}; deleted` : held;
}
