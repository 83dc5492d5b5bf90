import { readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';

import type { PrecisionError } from '../../core/ports';
import type { TextTokenizer } from '../tokenizer/textTokenizer';
import { readSkeleton } from '../onnx/skeleton';
import { Decoder } from './decoder';
import type { PrepareSettings } from '../probe/prepareDecoder';
import type { ModelFiles } from './modelFiles';
import { precisionOf } from './precision';

/** Plain prose, a list, numbers and code: about a hundred tokens. */
const sample = `The committee met on 14 March to review the results. Two members asked why the second trial took longer; the report gives
three reasons:
1. the samples arrived late,
2. one machine had to be repaired (see page 27),
3. nobody had checked the settings: \`if (limit < 0.5) { retry(limit * 2); }\`
"We should have known," she said, and everybody laughed. In the end they agreed to repeat it in spring, if the money lasts.`;
const mostSampleTokens = 192;
const fp32Names = /^(?:model|decoder_model|model_fp32|decoder_model_fp32|decoder_with_past_model|decoder_model_merged)\.onnx$/;

type SiblingSettings = Omit<PrepareSettings, 'lowMemory'>;

/**
 * How far a model that is not fp32 is from being so, in nats a token on a small sample: against the fp32 file beside it,
 * else against itself when the tokens are run in another company. Null for fp32.
 */
export async function measurePrecisionError(files: ModelFiles, decoder: Decoder, tokenizer: TextTokenizer, settings: SiblingSettings): Promise<PrecisionError | null> {
  if (precisionOf(decoder.skeleton.graph).startsWith('fp32')) return null;
  const ids = tokenizer.encode(sample, { addSpecialTokens: true }).ids.slice(0, Math.min(mostSampleTokens, files.maxPositions ?? Infinity));
  const own = (await decoder.measure(ids, 1)).logProbabilities;
  const sibling = await loadSibling(files, settings);
  if (!sibling) {
    const half = Math.ceil(ids.length / 2);
    const alone = (await decoder.measure(ids.slice(0, half), 1)).logProbabilities;
    return { ...difference(alone, own.subarray(0, half - 1)), against: 'another batch shape' };
  }
  try {
    return { ...difference(own, (await sibling.measure(ids, 1)).logProbabilities), against: 'fp32 sibling' };
  } finally {
    await sibling.release();
  }
}

/** The fp32 file of the same model, on the mapped weights: it is run once, and memory is for the model itself. */
async function loadSibling(files: ModelFiles, settings: SiblingSettings): Promise<Decoder | null> {
  const own = realpathSync(files.onnxFile);
  const folder = path.dirname(files.onnxFile);
  const candidates = readdirSync(folder).filter((name) => fp32Names.test(name)).map((name) => path.join(folder, name));
  for (const onnxFile of candidates.filter((file) => realpathSync(file) !== own)) {
    try {
      if (precisionOf(readSkeleton(onnxFile).graph) !== 'fp32') continue;
      return await Decoder.load({ ...files, onnxFile }, { ...settings, lowMemory: true });
    } catch {
      // A file beside the model that cannot be used says nothing about the model.
    }
  }
  return null;
}

function difference(a: Float32Array, b: Float32Array): { nats: number; largest: number } {
  const differences = Array.from(a, (value, index) => Math.abs(value - (b[index] ?? value)));
  const finite = differences.filter(Number.isFinite);
  const nats = finite.length === 0 ? 0 : finite.reduce((sum, value) => sum + value, 0) / finite.length;
  return { nats, largest: Math.max(0, ...finite) };
}
