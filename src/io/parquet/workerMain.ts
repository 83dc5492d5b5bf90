import { parentPort, workerData } from 'node:worker_threads';

import { FileChangedError } from '../../core/errors';
import { FileBytes } from '../fileBytes';
import { ParquetFile } from './parquetFile';
import type { ParquetReply, ParquetWorkerData } from './parquetWorkerProtocol';

const { path } = workerData as ParquetWorkerData;
let file: Promise<ParquetFile> | undefined;

async function answer(row: number): Promise<ParquetReply> {
  try {
    file ??= ParquetFile.open(new FileBytes(path));
    return { kind: 'rows', rows: await (await file).rowsAround(row) };
  } catch (error) {
    file = undefined;
    return { kind: FileChangedError.is(error) ? 'changed' : 'unreadable', message: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (row: number) => {
  void answer(row).then((reply) => parentPort?.postMessage(reply));
});
