import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { precisionOf } from '../../src/engine/model/precision';
import { readSkeleton } from '../../src/engine/onnx/skeleton';
import { layoutsFolder } from './support/layouts';
import { embedded } from './support/models';

describe('the precision that is shown beside the figures', () => {
  const precision = (file: string) => precisionOf(readSkeleton(file).graph);

  it.each([
    ['llama-optimum-past', 'fp32'],
    ['gemma2-genai', 'fp32'],
    ['llama-fp16', 'fp16'],
    // Inputs and outputs in fp32 do not make the computation so.
    ['qwen2-fp16-io32', 'fp16'],
    ['llama-q4', '4-bit block-quantised weights'],
    ['qwen2-genai-int4', '4-bit block-quantised weights'],
    ['llama-q8', '8-bit block-quantised weights'],
    ['llama-int8', 'int8 dynamic'],
  ])('%s: %s', (name, expected) => {
    expect(precision(path.join(layoutsFolder, name, 'model.onnx'))).toBe(expected);
  });

  it('weights stored in half and widened before use compute in fp32', () => {
    expect(precision(path.join(embedded.policy, 'model.onnx'))).toBe('fp16 weights, fp32 computation');
  });
});
