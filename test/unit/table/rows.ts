import { TableData } from '../../../src/editor/table/tableData';
import { temporaryFolder } from '../io/temporaryFolder';

/** A function that makes a file of rows (objects, or lines as they are), located and ready to be read. Call it at the top of a test file. */
export function tables(): (rows: readonly unknown[]) => Promise<TableData> {
  const folder = temporaryFolder();
  let count = 0;
  return async (rows) => {
    const text = rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('');
    const data = await TableData.open(await folder.file(`rows${String(count++)}.jsonl`, text));
    await data.locate(() => undefined, new AbortController().signal);
    return data;
  };
}

export const pair = (prompt: string, chosen = 'yes', rejected = 'no', more: object = {}): object => ({ prompt, chosen, rejected, ...more });
