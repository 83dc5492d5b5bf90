import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { Decoder } from '../../src/engine/model/decoder';
import { findModelFiles } from '../../src/engine/model/modelFiles';
import { goldens, layoutsFolder } from './support/layouts';

describe('layouts', () => {
  it.each(goldens.layouts)('$name ($note) gives the figures of its reference', async ({ name, logProbabilities }) => {
    const decoder = await Decoder.load(findModelFiles(path.join(layoutsFolder, name)), { threads: 1, lowMemory: false, cacheFolder: null });
    let worst = 0;
    for (const [index, ids] of goldens.sequences.entries()) {
      const measured = await decoder.measure(ids, 1);
      for (const [k, wanted] of logProbabilities[index]!.entries()) worst = Math.max(worst, Math.abs(measured.logProbabilities[k]! - wanted));
    }
    process.stderr.write(`${name} ${worst.toExponential(1)} ${decoder.hasStates} ${JSON.stringify(decoder.abilities)}\n`);
    await decoder.release();
    expect(worst).toBeLessThan(1e-4);
  });
});
