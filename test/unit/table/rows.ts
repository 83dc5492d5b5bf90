import { TableData } from '../../../src/editor/table/tableData';
import { openRowSource } from '../../../src/io/openRowSource';
import { temporaryFolder } from '../io/temporaryFolder';

/** A function that makes a file of rows (objects, or lines as they are), located and ready to be read. Call it at the top of a test file. */
export function tables(): (rows: readonly unknown[]) => Promise<TableData> {
  const folder = temporaryFolder();
  let count = 0;
  return async (rows) => {
    const text = rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('');
    const path = await folder.file(`rows${String(count++)}.jsonl`, text);
    const { signal } = new AbortController();
    const data = await TableData.open({ path, open: () => openRowSource(path, { cacheFolder: folder.path('cache') }) }, signal);
    await data.locate(() => undefined, signal);
    return data;
  };
}

export const pair = (prompt: string, chosen = 'yes', rejected = 'no', more: object = {}): object => ({ prompt, chosen, rejected, ...more });
