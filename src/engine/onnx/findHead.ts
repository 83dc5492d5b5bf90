import { constantIntegers, constantNames } from './constants';
import type { GraphNode, ModelGraph } from './graph';
import { integersOf } from './nodeAttributes';

/** Where a decoder turns hidden states into logits. */
export interface UnembeddingHead {
  /** The tensor that feeds the unembedding product, at every position: the states after the final norm. */
  readonly states: string;
  /** The product of states and unembedding. */
  readonly product: GraphNode;
  /** Nodes on the way from the states to the logits that only choose rows or lay them out; a head of rows does without. */
  readonly layout: ReadonlySet<GraphNode>;
}

/** Operators that multiply states by a weight, with the place of the weight; the first input is the activation. */
const products = new Map<string, number>([
  ['MatMul', 1],
  ['Gemm', 1],
  ['MatMulNBits', 1],
  ['MatMulBnb4', 1],
  ['MatMulInteger', 1],
  ['MatMulIntegerToFloat', 1],
  ['DynamicQuantizeMatMul', 1],
  ['FusedMatMul', 1],
  ['FusedGemm', 1],
  ['QLinearMatMul', 3],
  ['MatMulFpQ4', 1],
]);

/** Element by element: soft caps, scales, biases, casts, masks of unused vocabulary entries. */
const elementwise = new Set([
  'Cast', 'CastLike', 'Mul', 'Add', 'Sub', 'Div', 'Neg', 'Tanh', 'Clip', 'Min', 'Max', 'Where', 'Identity', 'Dropout', 'QuantizeLinear', 'DequantizeLinear', 'BiasAdd',
]);

/** Steps that choose rows or lay them out; the data always comes first. */
const layouts = new Set(['Reshape', 'Squeeze', 'Unsqueeze', 'Flatten', 'Slice', 'Gather', 'GatherND']);
const selections = new Set(['Slice', 'Gather', 'GatherND']);

/** Steps between the states and the product that change a type, not a row. */
const conversions = new Set(['Cast', 'Identity', 'Dropout', 'DynamicQuantizeLinear', 'QuantizeLinear', 'DequantizeLinear']);

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
  return new HeadSearch(graph).find(logits);
}

interface Step {
  readonly name: string;
  /** Layout nodes between this tensor and the logits. */
  readonly layout: readonly GraphNode[];
}

class HeadSearch {
  private readonly producers: ReadonlyMap<string, GraphNode>;
  private readonly constants: ReadonlySet<string>;

  constructor(private readonly graph: ModelGraph) {
    this.producers = producersOf(graph);
    this.constants = constantNames(graph, this.producers);
  }

  find(logits: string): UnembeddingHead | undefined {
    const found = this.productsBehind(logits);
    const [only] = found;
    return only && found.length === 1 ? this.headOf(only.product, only.layout) : undefined;
  }

  /** All products that the logits are made of by element-wise and layout steps; a scale of the activation is a dead end. */
  private productsBehind(logits: string): { product: GraphNode; layout: readonly GraphNode[] }[] {
    const found: { product: GraphNode; layout: readonly GraphNode[] }[] = [];
    const seen = new Set<string>();
    const open: Step[] = [{ name: logits, layout: [] }];
    for (let step = open.pop(); step; step = open.pop()) {
      const node = this.producers.get(step.name);
      if (!node || seen.has(step.name)) continue;
      seen.add(step.name);
      if (products.has(node.operator)) found.push({ product: node, layout: step.layout });
      else open.push(...this.stepsBehind(node, step.layout));
    }
    return found;
  }

  private stepsBehind(node: GraphNode, layout: readonly GraphNode[]): Step[] {
    const [data = ''] = node.inputs;
    if (layouts.has(node.operator)) {
      if (this.constants.has(data)) return [];
      return [{ name: data, layout: this.choosesColumns(node) ? layout : [...layout, node] }];
    }
    if (!elementwise.has(node.operator)) return [];
    return node.inputs.filter((input) => input !== '' && !this.constants.has(input)).map((name) => ({ name, layout }));
  }

  private headOf(product: GraphNode, above: readonly GraphNode[]): UnembeddingHead | undefined {
    const activation = product.inputs[0];
    const weight = product.inputs[products.get(product.operator) ?? 1];
    if (activation === undefined || weight === undefined || this.constants.has(activation) || !this.constants.has(weight)) return undefined;
    const { states, selecting } = this.statesBehind(activation);
    return { states, product, layout: new Set([...above, ...selecting]) };
  }

  /** Behind conversions to a lower precision, and behind a choice of rows: the states of all positions. */
  private statesBehind(activation: string): { states: string; selecting: readonly GraphNode[] } {
    let name = activation;
    while (conversions.has(this.producers.get(name)?.operator ?? '')) name = this.producers.get(name)?.inputs[0] ?? '';
    let found = { states: name, selecting: [] as readonly GraphNode[] };
    const passed: GraphNode[] = [];
    for (let node = this.producers.get(name); node; node = this.producers.get(name)) {
      const [data = ''] = node.inputs;
      const isLayout = layouts.has(node.operator);
      if (this.constants.has(data) || !(isLayout || conversions.has(node.operator)) || this.choosesColumns(node)) break;
      if (isLayout) passed.push(node);
      name = data;
      if (selections.has(node.operator)) found = { states: name, selecting: [...passed] };
    }
    return found;
  }

  /** Whether a Slice or Gather works on the last axis (vocabulary or state), so that it is part of the computation. */
  private choosesColumns(node: GraphNode): boolean {
    if (node.operator === 'Gather') return isLast(integersOf(node, 'axis') ?? [0]);
    if (node.operator !== 'Slice') return false;
    const named = node.inputs[3];
    const axes = named ? constantIntegers(this.graph, this.producers, named) : integersOf(node, 'axes');
    return axes !== undefined && isLast(axes);
  }
}

/** Of [batch, position, column]. */
function isLast(axes: readonly number[]): boolean {
  return axes.includes(-1) || axes.includes(2);
}
