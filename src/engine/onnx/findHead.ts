import type { GraphNode, GraphTensor, ModelGraph } from './graph';

/** Where a decoder turns hidden states into logits. */
export interface UnembeddingHead {
  /** The tensor that feeds the unembedding product: the states after the final norm. */
  readonly states: string;
  /** The unembedding product; Gemm takes two-dimensional states. */
  readonly operator: string;
}

/** Operators that multiply states by a weight; the first input is the activation. */
const products = new Set(['MatMul', 'Gemm', 'MatMulNBits', 'MatMulInteger', 'FusedMatMul', 'QLinearMatMul', 'MatMulIntegerToFloat', 'DynamicQuantizeMatMul', 'MatMulBnb4']);

/** Element-wise or layout steps that may stand between the product and the logits (soft caps, scales, casts). */
const passages = new Set(['Cast', 'Mul', 'Add', 'Sub', 'Div', 'Tanh', 'Identity', 'Reshape', 'Squeeze', 'Unsqueeze', 'Clip', 'Slice', 'Neg', 'Dropout']);

/** Names that exporters give the logits, best known first. */
const logitsNames = ['logits', 'lm_logits', 'output_logits', 'output', 'output_0'];

/** The output that holds the logits, or undefined when nothing looks like it. */
export function findLogits(graph: ModelGraph): string | undefined {
  const names = graph.outputs.map((output) => output.name);
  const named = logitsNames.find((name) => names.includes(name));
  if (named !== undefined) return named;
  const candidates = graph.outputs.filter((output) => output.dimensions.length === 3 && !/present|past|hidden/i.test(output.name));
  return candidates.length === 1 ? candidates[0]?.name : undefined;
}

/** Maps every tensor name to the node that makes it. */
export function producersOf(graph: ModelGraph): Map<string, GraphNode> {
  return new Map(graph.nodes.flatMap((node) => node.outputs.map((name): [string, GraphNode] => [name, node])));
}

/** Walks back from the logits to the unembedding product. Undefined where the head has another form. */
export function findHead(graph: ModelGraph, logits: string): UnembeddingHead | undefined {
  const producers = producersOf(graph);
  const constants = constantNames(graph, producers);
  let name = logits;
  for (let steps = 0; steps < graph.nodes.length; steps++) {
    const node = producers.get(name);
    if (!node) return undefined;
    if (products.has(node.operator)) return headOf(node, producers, constants);
    if (!passages.has(node.operator)) return undefined;
    const dynamic = node.inputs.filter((input) => input !== '' && !constants.has(input));
    const [first] = dynamic;
    // Reshape and Slice may take a computed shape as their second input; the data always comes first.
    if (first === undefined || (dynamic.length > 1 && !['Reshape', 'Slice'].includes(node.operator))) return undefined;
    name = first;
  }
  return undefined;
}

function headOf(node: GraphNode, producers: Map<string, GraphNode>, constants: ReadonlySet<string>): UnembeddingHead | undefined {
  const [activation, weight] = node.inputs;
  if (activation === undefined || weight === undefined || constants.has(activation) || !constants.has(weight)) return undefined;
  const producer = producers.get(activation);
  const quantized = producer?.operator === 'DynamicQuantizeLinear' || producer?.operator === 'QuantizeLinear';
  const states = quantized ? producer.inputs[0] : activation;
  return states === undefined ? undefined : { states, operator: node.operator };
}

/** Initializers, constants, and whatever is computed from nothing else (casts and transposes of weights). */
function constantNames(graph: ModelGraph, producers = producersOf(graph)): Set<string> {
  const known = new Map<string, boolean>(graph.initializers.map((tensor: GraphTensor): [string, boolean] => [tensor.name, true]));
  for (const input of graph.inputs) known.set(input.name, false);
  // Depth-first without recursion: a decoder may be thousands of nodes deep.
  for (const start of producers.keys()) {
    const stack = [start];
    for (let name = stack.at(-1); name !== undefined; name = stack.at(-1)) {
      const node = producers.get(name);
      const inputs = node ? [...node.inputs, ...node.outerNames].filter((input) => input !== '' && (known.has(input) || producers.has(input))) : [];
      const open = known.has(name) ? [] : inputs.filter((input) => !known.has(input));
      if (open.length > 0) stack.push(...open);
      else {
        if (!known.has(name)) known.set(name, node !== undefined && node.outerNames.length === 0 && inputs.every((input) => known.get(input)));
        stack.pop();
      }
    }
  }
  return new Set([...known].filter(([, constant]) => constant).map(([name]) => name));
}
