import { ElementType } from '../onnx/fieldNumbers';
import type { ModelGraph } from '../onnx/graph';
import type { DecoderAbilities } from '../probe/decoderAbilities';

/** How a decoder may be run so that its figures do not depend on what else is computed. */
export interface LegalMethods {
  /** Read the prompt once and continue from its cache. */
  readonly promptReuse: boolean;
  /** A row's figures are its own: rows may be left out, or go through in chunks. */
  readonly independentRows: boolean;
}

/** What the probe found right for the file. */
export function legalMethods(graph: ModelGraph, { rowInvariance, promptReuse }: DecoderAbilities): LegalMethods {
  const independentRows = rowInvariance === 'exact';
  return { promptReuse: promptReuse && independentRows && hasFloatCaches(graph), independentRows };
}

/** A cache of another type (quantised, bfloat16) cannot begin empty here. */
function hasFloatCaches(graph: ModelGraph): boolean {
  const caches = graph.inputs.filter((input) => /past|cache_/i.test(input.name));
  return caches.every(({ elementType }) => elementType === ElementType.Float || elementType === ElementType.Float16);
}
