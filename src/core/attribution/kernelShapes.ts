import type { KernelShape } from './coalitionKernel';

/** Candidates for the shape of a kernel, from nearly additive and smooth to rough. */
export const kernelShapes: readonly KernelShape[] = [0.3, 1, 2, 3, 5].flatMap((steepness) =>
  [0, 1, 4, 16].map((lowestOrder) => ({ lowestOrder, steepness })),
);
