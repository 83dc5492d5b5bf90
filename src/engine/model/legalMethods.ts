import { ElementType } from '../onnx/fieldNumbers';
import type { ModelGraph } from '../onnx/graph';
import type { DecoderAbilities } from '../probe/decoderAbilities';
import { precisionOf } from './precision';

/** How a decoder may be run so that its figures do not depend on what else is computed. */
export interface LegalMethods {
  /** Read the prompt once and continue from its cache. */
  readonly promptReuse: boolean;
  /** Cut the rows of the unembedding into chunks. */
  readonly chunkedHead: boolean;
  /** Read several sequences in one run, padded on the right. */
  readonly batches: boolean;
  /** The same after a cached prompt. */
  readonly cachedBatches: boolean;
  /** Read tokens in whatever runs of two or more, from any cache: the bits are those of a run of its own. */
  readonly exactRuns: boolean;
  /** Read long sequences piece by piece, so that the memory of a run is bounded. */
  readonly pieces: boolean;
}

/** What the probe found right; without a probe, what the operators promise. */
export function legalMethods(graph: ModelGraph, abilities: DecoderAbilities | null): LegalMethods {
  const rowsAreIndependent = abilities ? abilities.rowInvariance === 'exact' : !isDynamicallyQuantised(graph);
  const promptReuse = abilities ? abilities.promptReuse : !graph.inputs.some((input) => input.name === 'use_cache_branch');
  const batches = rowsAreIndependent && abilities?.rightPadding === 'exact';
  const fullPrecision = /\bfp32\b/.test(precisionOf(graph));
  // Half precision and block-quantised products take other paths by the number of rows, which a short probe may miss.
  const exactRuns = batches && fullPrecision && abilities.continuation === 'exact';
  return {
    promptReuse: promptReuse && rowsAreIndependent && hasFloatCaches(graph),
    chunkedHead: rowsAreIndependent,
    batches,
    cachedBatches: batches && abilities.batchedPromptReuse,
    exactRuns,
    pieces: exactRuns && !choosesByLength(graph),
  };
}

/** A branch may choose by the length of what is read, as positions of long contexts (longrope) do; a piece would choose another way than the whole. */
function choosesByLength(graph: ModelGraph): boolean {
  return graph.nodes.some(({ operator }) => operator === 'If' || operator === 'Loop' || operator === 'Scan');
}

/** Scales of activations are taken from all rows of a run, so that a row's figures depend on the others. */
function isDynamicallyQuantised(graph: ModelGraph): boolean {
  return graph.nodes.some(({ operator }) => operator === 'DynamicQuantizeLinear' || operator === 'MatMulInteger');
}

/** A cache of another type (quantised, bfloat16) cannot begin empty here. */
function hasFloatCaches(graph: ModelGraph): boolean {
  const caches = graph.inputs.filter((input) => /past|cache_/i.test(input.name));
  return caches.every(({ elementType }) => elementType === ElementType.Float || elementType === ElementType.Float16);
}
