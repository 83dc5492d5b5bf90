import { Tensor, type InferenceSession } from 'onnxruntime-node';

import { createSession } from '../model/createSession';
import { floatsOf } from '../model/tensorValues';
import { ElementType } from '../onnx/fieldNumbers';
import type { GraphNode, ModelGraph } from '../onnx/graph';
import { makeInt64Tensor, makeNode, makeOpsetImport, makeValue } from '../onnx/nodeBuilder';

/** Row-major [rows, columns]. */
export interface Matrix {
  readonly values: Float32Array;
  readonly rows: number;
}

/** Products of so few columns are cut for several threads in a way that changes the order of their additions. */
const oneThread = { threads: 1, lowMemory: false };

/**
 * Arithmetic on rows of vocabulary size, by the runtime's own matrix products. The graphs have no weights: they serve
 * every model of the process.
 */
export class VocabularyGraphs {
  private constructor(
    private readonly divergence: InferenceSession,
    private readonly products: InferenceSession,
    private readonly mixture: InferenceSession,
    private readonly inner: InferenceSession,
  ) {}

  static async open(): Promise<VocabularyGraphs> {
    const open = (graph: ModelGraph) => createSession(graph, null, oneThread, 'kept');
    return new VocabularyGraphs(await open(divergenceGraph()), await open(productsGraph()), await open(mixtureGraph()), await open(innerGraph()));
  }

  /** KL(p ‖ q) of each row in nats, from log p and log q. */
  async divergences(p: Matrix, q: Matrix): Promise<Float32Array> {
    return floatsOf((await this.divergence.run({ p: tensorOf(p), q: tensorOf(q) }))['divergences']);
  }

  /** ⟨p, q⟩ of every row of p with every row of q, [rows of p, rows of q], from log p and log q. */
  async probabilityProducts(p: Matrix, q: Matrix): Promise<Float32Array> {
    return floatsOf((await this.products.run({ p: tensorOf(p), q: tensorOf(q) }))['products']);
  }

  /** ⟨h, h′⟩ of every row of a with every row of b, [rows of a, rows of b]. */
  async innerProducts(a: Matrix, b: Matrix): Promise<Float32Array> {
    return floatsOf((await this.inner.run({ a: tensorOf(a), b: tensorOf(b) }))['products']);
  }

  /** weights · p, [rows of weights, vocabulary], from log p. */
  async mix(weights: Matrix, p: Matrix): Promise<Float32Array> {
    return floatsOf((await this.mixture.run({ weights: tensorOf(weights), p: tensorOf(p) }))['mixed']);
  }
}

function tensorOf({ values, rows }: Matrix): Tensor {
  return new Tensor('float32', values, [rows, values.length / rows]);
}

const axes = 'last_axis';

/** Σ p·ln(p/q) − p + q: the last two sum to 0, but take with them the rounding of the logarithms, which is larger than a small KL. */
function divergenceGraph(): ModelGraph {
  const nodes = [
    makeNode('Exp', ['p'], ['probabilities']),
    makeNode('Exp', ['q'], ['others']),
    makeNode('Sub', ['p', 'q'], ['differences']),
    makeNode('Mul', ['probabilities', 'differences'], ['weighted']),
    makeNode('Sub', ['weighted', 'probabilities'], ['without']),
    makeNode('Add', ['without', 'others'], ['terms']),
    makeNode('ReduceSum', ['terms', axes], ['divergences'], { keepdims: 0 }),
  ];
  return { ...graphOf(nodes, ['p', 'q'], 'divergences'), initializers: [makeInt64Tensor(axes, [-1])] };
}

function productsGraph(): ModelGraph {
  const nodes = [
    makeNode('Exp', ['p'], ['left']),
    makeNode('Exp', ['q'], ['right']),
    makeNode('Gemm', ['left', 'right'], ['products'], { transB: 1 }),
  ];
  return graphOf(nodes, ['p', 'q'], 'products');
}

function mixtureGraph(): ModelGraph {
  const nodes = [makeNode('Exp', ['p'], ['probabilities']), makeNode('MatMul', ['weights', 'probabilities'], ['mixed'])];
  return graphOf(nodes, ['weights', 'p'], 'mixed');
}

function innerGraph(): ModelGraph {
  return graphOf([makeNode('Gemm', ['a', 'b'], ['products'], { transB: 1 })], ['a', 'b'], 'products');
}

function graphOf(nodes: readonly GraphNode[], inputs: readonly string[], output: string): ModelGraph {
  return {
    modelRecords: makeOpsetImport(17),
    opset: 17,
    nodes,
    inputs: inputs.map((name) => makeValue(name, ElementType.Float, [`rows of ${name}`, `columns of ${name}`])),
    outputs: [makeValue(output, 0, [])],
    initializers: [],
    otherRecords: [],
  };
}
