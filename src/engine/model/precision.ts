import { ElementType } from '../onnx/fieldNumbers';
import type { ModelGraph } from '../onnx/graph';

/** Storage and computation of a model, from its operators and the types of its weights. */
export function precisionOf(graph: ModelGraph): string {
  const operators = new Set(graph.nodes.map((node) => node.operator));
  if (operators.has('DynamicQuantizeLinear') || operators.has('MatMulInteger')) return 'int8 dynamic';
  if (operators.has('MatMulNBits')) return 'block-quantised weights';
  const half = graph.initializers.some((tensor) => tensor.elementType === ElementType.Float16);
  if (!half) return 'fp32';
  // fp16 logits mean that the products themselves ran in half precision; otherwise weights are widened first.
  const widened = graph.outputs.every((output) => output.elementType === ElementType.Float);
  return widened && operators.has('Cast') ? 'fp16 weights, fp32 computation' : 'fp16';
}
