import { ElementType } from '../onnx/fieldNumbers';
import type { ModelGraph } from '../onnx/graph';
import { integersOf } from '../onnx/nodeAttributes';

/** Storage and computation of a model, from its operators and the types of its weights. */
export function precisionOf(graph: ModelGraph): string {
  const operators = new Set(graph.nodes.map((node) => node.operator));
  if (['DynamicQuantizeLinear', 'MatMulInteger', 'DynamicQuantizeMatMul'].some((operator) => operators.has(operator))) return 'int8 dynamic';
  if (operators.has('QLinearMatMul')) return 'int8 static';
  if (operators.has('MatMulNBits')) return `${blockBits(graph)}block-quantised weights`;
  const half = new Set(graph.initializers.filter(({ elementType }) => elementType === ElementType.Float16).map(({ name }) => name));
  if (half.size === 0) return 'fp32';
  // Weights that are widened before anything else reads them are only stored in half precision.
  const readers = graph.nodes.filter((node) => node.inputs.some((input) => half.has(input)));
  return readers.every(({ operator }) => operator === 'Cast') ? 'fp16 weights, fp32 computation' : 'fp16';
}

/** "4-bit " where all blocks have so many bits; nothing where they differ. */
function blockBits(graph: ModelGraph): string {
  const bits = new Set(graph.nodes.filter(({ operator }) => operator === 'MatMulNBits').map((node) => integersOf(node, 'bits')?.[0]));
  const [only] = bits;
  return bits.size === 1 && only !== undefined ? `${only}-bit ` : '';
}
