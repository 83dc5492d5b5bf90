/** What the name of an ONNX file says of its weights; how Preflens gets on with them is in docs/models.md. */
export interface FilePrecision {
  readonly name: 'fp32' | 'q8' | 'q4' | 'int8' | 'fp16' | 'q4f16' | 'bnb4' | 'unknown';
  /** Best choice first. */
  readonly rank: number;
  /** One plain sentence. */
  readonly advice: string;
}

const precisions = {
  fp32: { name: 'fp32', rank: 0, advice: 'Exact. Take it where memory allows.' },
  q8: { name: 'q8', rank: 1, advice: '8-bit blocks: a quarter of the size, nearly the figures of fp32.' },
  unknown: { name: 'unknown', rank: 2, advice: 'Its name says nothing of its precision.' },
  q4: { name: 'q4', rank: 3, advice: '4-bit blocks: small; figures differ visibly from fp32.' },
  int8: { name: 'int8', rank: 4, advice: 'Dynamic int8: the fastest, but what it says of a token depends on the rest of the run, up to tenths of a nat.' },
  fp16: { name: 'fp16', rank: 5, advice: 'Half the size on disk; needs as much memory as fp32 and is slower on a processor.' },
  q4f16: { name: 'q4f16', rank: 6, advice: '4-bit blocks and fp16: made for graphics cards, slow on a processor.' },
  bnb4: { name: 'bnb4', rank: 7, advice: '4-bit floats: figures differ visibly from fp32.' },
} as const satisfies Record<FilePrecision['name'], FilePrecision>;

/** By the suffixes of transformers.js, and by the folder names of onnxruntime-genai (`cpu-int4-rtn-block-32`). */
const rules: readonly (readonly [RegExp, FilePrecision['name']])[] = [
  [/q4f16|int4.*fp16|fp16.*int4/, 'q4f16'],
  [/bnb4/, 'bnb4'],
  [/(?:^|[^a-z])(?:q4|int4)/, 'q4'],
  [/(?:^|[^a-z])q8|matmulnbits.?8/, 'q8'],
  [/quantized|u?int8/, 'int8'],
  [/fp16|float16|(?:^|[^a-z])half/, 'fp16'],
  [/fp32|float32/, 'fp32'],
  [/(?:^|\/)(?:model|decoder_model|decoder_model_merged)\.onnx$/, 'fp32'],
];

/** Reads the precision out of the path of an ONNX file in its repository. */
export function precisionOfFileName(path: string): FilePrecision {
  const lower = path.toLowerCase();
  return precisions[rules.find(([pattern]) => pattern.test(lower))?.[1] ?? 'unknown'];
}
