import { planInputs } from '../model/decoderInputs';
import type { GraphValue, ModelGraph } from '../onnx/graph';
import { findLogits } from '../onnx/findHead';

/** A graph whose inputs and outputs show that it is not what Preflens needs. */
class WrongSignatureError extends Error {
  override readonly name = 'WrongSignatureError';
}

const retry = 'export the text decoder of a causal language model';

/** Throws, in one sentence that says what would work, where inputs and outputs show that no text can be scored. */
export function checkSignature(graph: ModelGraph): void {
  const reason = reasonOfInputs(graph.inputs) ?? reasonOfOutputs(graph);
  if (reason !== undefined) throw new WrongSignatureError(reason);
}

function reasonOfInputs(inputs: readonly GraphValue[]): string | undefined {
  const names = inputs.map(({ name }) => name);
  const named = (pattern: RegExp) => names.filter((name) => pattern.test(name)).slice(0, 3).join(', ');
  const encoder = named(/^(?:encoder_|decoder_input_ids|decoder_attention)/);
  if (encoder !== '') return `it is part of an encoder-decoder model (input ${encoder}), whose prompt is read by another network; use a decoder-only model such as GPT, Llama or Qwen`;
  const senses = named(/pixel|image|audio|input_features|speech/i);
  if (senses !== '') return `it reads images or sound (input ${senses}); ${retry} alone`;
  if (!names.includes('input_ids')) return `it takes ${names.slice(0, 5).join(', ') || 'no input'} instead of input_ids; ${retry}`;
  return reasonOfCache(inputs) ?? reasonOfUnknown(inputs);
}

/** The second half of a pair of exports reads one token at a time. */
function reasonOfCache(inputs: readonly GraphValue[]): string | undefined {
  const ids = inputs.find(({ name }) => name === 'input_ids');
  if (ids?.dimensions[1] !== 1) return undefined;
  return 'it reads one token at a time and needs the cache of those before it; use the decoder_model.onnx or decoder_model_merged.onnx that belongs to it, or export it with "--task text-generation-with-past"';
}

function reasonOfUnknown(inputs: readonly GraphValue[]): string | undefined {
  const plan = planInputs(inputs);
  if ('makers' in plan) return undefined;
  return `it needs the input ${plan.unknown.slice(0, 3).join(', ')}, which a text decoder does not have; export it as a plain causal language model`;
}

function reasonOfOutputs(graph: ModelGraph): string | undefined {
  const names = graph.outputs.map(({ name }) => name).filter((name) => !/present|past/i.test(name));
  const logits = findLogits(graph);
  if (logits === undefined) return `it gives ${names.slice(0, 3).join(', ') || 'nothing'} but no logits, as an encoder or a model without its head does; export it for text generation (Optimum: "--task text-generation")`;
  const rank = graph.outputs.find(({ name }) => name === logits)?.dimensions.length ?? 0;
  return rank === 2 || rank === 1 ? 'it gives one row of logits for a whole text, as a classifier or reward model does; export a causal language model (Optimum: "--task text-generation")' : undefined;
}
