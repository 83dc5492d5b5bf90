import { producersOf } from './findHead';
import type { GraphNode, ModelGraph } from './graph';
import { integersOf } from './nodeAttributes';

/** Operators all of whose inputs of the states' kind, the first and mostly a weight too, have the type of their first output. */
const keepingType = new Set([
  'Add', 'Sub', 'Mul', 'Div', 'Identity', 'Reshape', 'Transpose', 'LayerNormalization', 'SimplifiedLayerNormalization', 'RMSNormalization',
  'SkipLayerNormalization', 'SkipSimplifiedLayerNormalization', 'MatMul', 'Gemm',
]);

/** TensorProto.DataType of a tensor, followed back through operators that keep it; undefined where that leads nowhere. */
export function elementTypeOf(graph: ModelGraph, name: string): number | undefined {
  const producers = producersOf(graph);
  const stored = new Map(graph.initializers.map((tensor) => [tensor.name, tensor.elementType]));
  const seen = new Set<string>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const known = stored.get(next);
    if (known !== undefined) return known;
    const node = producers.get(next);
    if (!node || seen.has(next)) continue;
    seen.add(next);
    if (node.operator === 'Cast') return castTo(node);
    if (keepingType.has(node.operator) && node.outputs[0] === next) open.push(...typedInputs(node));
  }
  return undefined;
}

function castTo(node: GraphNode): number | undefined {
  return integersOf(node, 'to')?.[0];
}

/** Of Reshape only the data, whose type the output has. */
function typedInputs({ operator, inputs }: GraphNode): readonly string[] {
  return (operator === 'Reshape' ? inputs.slice(0, 1) : inputs).filter((input) => input !== '');
}
