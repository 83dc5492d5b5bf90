import { spawnSync } from 'node:child_process';

import type { TaskResult } from './containersTasks';

const python = process.env['PREFLENS_PYTHON'] ?? 'python3';

/** Whether there is a Python that can write Parquet and read it the way people do. */
export function pythonWithPyarrow(): boolean {
  return spawnSync(python, ['-c', 'import pyarrow, pandas']).status === 0;
}

const measured = (work: string): string => `
import json, os, resource, sys, time
import pandas, pyarrow.parquet as parquet
file = sys.argv[1]
start = time.perf_counter()
rows = ${work}
print(json.dumps(dict(seconds=time.perf_counter() - start, rows=rows, fileBytes=os.path.getsize(file), bytesRead=None,
                      residentBytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)))
`;

export function tablePeers(file: string): (readonly [string, TaskResult])[] {
  if (!pythonWithPyarrow()) return [];
  return [
    ['pandas.read_csv(nrows=50)', runPython(measured('len(pandas.read_csv(file, nrows=50))'), file)],
    ['pandas.read_csv, whole', runPython(measured('len(pandas.read_csv(file))'), file)],
  ];
}

export function parquetPeers(file: string): (readonly [string, TaskResult])[] {
  return [
    ['pyarrow: the row group in the middle', runPython(measured('(lambda f: f.read_row_group(f.num_row_groups // 2).num_rows)(parquet.ParquetFile(file))'), file)],
    ['pandas.read_parquet, whole', runPython(measured('len(pandas.read_parquet(file))'), file)],
  ];
}

const writer = `
import os, random, sys
import pyarrow as pa, pyarrow.parquet as parquet
file, size, shape = sys.argv[1], float(sys.argv[2]), sys.argv[3]
random.seed(1)
letters = 'abcdefghijklmnopqrstuvwxyz      '
def text(n): return ''.join(random.choices(letters, k=n))
pool = [text(600) for _ in range(20000)]
def row(i):
    answers = [pool[random.randrange(20000)] + str(i), pool[random.randrange(20000)] + str(i)]
    if shape == 'flat': return dict(prompt=pool[i % 20000][:200] + str(i), chosen=answers[0], rejected=answers[1], score=i / 8)
    message = lambda content: [dict(role='user', content=pool[i % 20000][:200] + str(i)), dict(role='assistant', content=content)]
    return dict(chosen=message(answers[0]), rejected=message(answers[1]), score=i / 8)
writing, i, step = None, 0, 20000
while writing is None or os.path.getsize(file) < size:
    table = pa.Table.from_pylist([row(i + k) for k in range(step)])
    if writing is None: writing = parquet.ParquetWriter(file, table.schema, compression='snappy')
    if shape == 'flat':
        held = table if i == 0 or held is None else pa.concat_tables([held, table])
        if held.num_rows >= 1000000 or held.nbytes > size / 3:
            writing.write_table(held, row_group_size=1048576)
            held = None
    else: writing.write_table(table, row_group_size=10000)
    i += step
writing.close()
`;

/** `flat`: row groups of a million rows, or a third of the file; `nested`: lists of messages, groups of 10,000 rows. */
export function writeParquet(file: string, bytes: number, shape: 'flat' | 'nested'): string {
  runPython(writer, file, String(bytes), shape);
  return file;
}

function runPython(program: string, ...args: string[]): TaskResult {
  const child = spawnSync(python, ['-c', program, ...args], { encoding: 'utf8', maxBuffer: 1e8 });
  if (child.status !== 0) throw new Error(`${python} failed: ${child.stderr}`);
  return child.stdout === '' ? { seconds: 0, rows: null, fileBytes: 0, bytesRead: null, residentBytes: 0 } : (JSON.parse(child.stdout) as TaskResult);
}
