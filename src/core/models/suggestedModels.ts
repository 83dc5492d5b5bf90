/** A policy and its reference that exist as ONNX exports on the Hugging Face hub. */
export interface SuggestedPair {
  readonly title: string;
  readonly policy: string;
  readonly reference: string;
  /** What lies between the two: what their log-ratio, the implicit reward, has been taught. */
  readonly training: string;
  readonly licence: string;
  readonly parameters: number;
  /** Seconds for 512 tokens through one model in fp32 on two cores; `measured` on random weights of the same shape, else by the number of parameters. */
  readonly secondsPer512Tokens: { readonly value: number; readonly measured: boolean };
}

/** Small first. The page about models is written from this table. */
export const suggestedPairs: readonly SuggestedPair[] = [
  {
    title: 'SmolLM2 135M',
    policy: 'onnx-community/SmolLM2-135M-Instruct-ONNX',
    reference: 'onnx-community/SmolLM2-135M-ONNX',
    training: 'supervised fine-tuning, then DPO on UltraFeedback',
    licence: 'Apache-2.0',
    parameters: 134.5e6,
    secondsPer512Tokens: { value: 0.7, measured: true },
  },
  {
    title: 'SmolLM2 360M',
    policy: 'onnx-community/SmolLM2-360M-Instruct-ONNX',
    reference: 'onnx-community/SmolLM2-360M-ONNX',
    training: 'supervised fine-tuning, then DPO on UltraFeedback',
    licence: 'Apache-2.0',
    parameters: 361.8e6,
    secondsPer512Tokens: { value: 1.9, measured: false },
  },
  {
    title: 'Qwen2.5 0.5B',
    policy: 'onnx-community/Qwen2.5-0.5B-Instruct',
    reference: 'onnx-community/Qwen2.5-0.5B',
    training: 'supervised fine-tuning, then DPO and GRPO',
    licence: 'Apache-2.0',
    parameters: 494e6,
    secondsPer512Tokens: { value: 2.4, measured: true },
  },
  {
    title: 'Llama 3.2 1B',
    policy: 'onnx-community/Llama-3.2-1B-Instruct-ONNX',
    reference: 'onnx-community/Llama-3.2-1B',
    training: 'supervised fine-tuning, rejection sampling and DPO',
    licence: 'Llama 3.2 Community License',
    parameters: 1.236e9,
    secondsPer512Tokens: { value: 6.2, measured: false },
  },
];

/** Bytes of one model in fp32, by its parameters; tied embeddings are counted once. What is really fetched is shown before the download. */
export function estimatedBytes({ parameters }: SuggestedPair): number {
  return parameters * 4;
}

/** Bytes of memory that both models take while they run: weights, and about a fifth for everything else. */
export function estimatedMemory(pair: SuggestedPair): number {
  return 2 * 1.2 * estimatedBytes(pair);
}
