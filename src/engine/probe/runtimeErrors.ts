import { MalformedModelError } from '../onnx/wire';

const damaged = 'the file is damaged or incomplete; download it again, or export it again';

/** Messages of ONNX Runtime, and what they mean to somebody who has a model file. */
const meanings: readonly (readonly [RegExp, (match: RegExpMatchArray) => string])[] = [
  [
    /bfloat16/i,
    () => 'it computes in bfloat16, which ONNX Runtime cannot do on a processor; export it in fp32',
  ],
  [
    /(?:No Op registered for|Could not find an implementation for|Fatal error:) *"?([\w.:-]+)"?/i,
    ([, operator = '']) => `it uses the operator ${operator.replace(/[:(]*$/, '')}, which ONNX Runtime cannot compute on a processor; export it for the CPU with Optimum or onnxruntime-genai`,
  ],
  [
    /(?:Unsupported model IR version|Opset \d+ (?:is under development|of domain)|opset version|with domain_version of)/i,
    () => 'it was written for a newer version of ONNX than this one reads; export it again with opset 21 or lower',
  ],
  [
    /(?:file_length|out of bounds|External initializer|external data).*(?:bounds|size|read|exceed)/i,
    () => 'its weights are not where its graph says; download the model again, all of its files',
  ],
  [
    /(invalid model\. ?[^\n]{0,160}|protobuf parsing failed|model format error|Invalid tensor data type|Failed to parse value|graph\.cc:\d+[^\n]*initializer[^\n]{0,160})/i,
    ([detail = '']) => `ONNX Runtime finds no sense in it (${detail.replace(/\s+/g, ' ').replace(/[.!]$/, '')}); ${damaged}`,
  ],
];

/** One sentence without the runtime's own prefixes; what is not known is passed on, first line only. */
export function explainRuntimeError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof MalformedModelError || error instanceof RangeError) return `${message}; ${damaged}`;
  for (const [pattern, meaning] of meanings) {
    const match = pattern.exec(message);
    if (match) return meaning(match);
  }
  const [line = ''] = message.split('\n');
  return line.replace(/^.*?(?:ERROR_MESSAGE|INVALID_PROTOBUF|error code=\d+, error message):\s*/i, '').replace(/\.\s*$/, '').slice(0, 400);
}
