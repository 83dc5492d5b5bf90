import { statSync } from 'node:fs';
import { freemem } from 'node:os';

import { ElementType } from '../onnx/fieldNumbers';
import type { ModelSkeleton } from '../onnx/skeleton';

/** What a model needs, in bytes, either way of computing. */
export interface MemoryNeed {
  /** Weights repacked in memory for speed. */
  readonly fast: number;
  /** Weights computed on as they lie in the file; null where that would change the figures. */
  readonly low: number | null;
}

/** One entry a model: whether it runs in low-memory mode. Null where nothing fits. */
export type MemoryPlan = readonly boolean[] | null;

/** One chunk of vocabulary rows in its four forms, the states of a long sequence, tokenizer and runtime. */
const workingBytes = 350 * 2 ** 20;
/** Names, shapes and small tensors are read even where the weights are not copied. */
const skeletonShare = 0.1;
/** Measured at 135M parameters: 1.02 of the file, and a tied embedding is stored once more. */
const repackedShare = 1.15;
/** Share of the free memory that is taken without being told. */
const defaultShare = 0.7;

/** The memory that models may use: what was allowed, in megabytes, but no more than is free; 0 leaves it to the machine. */
export function memoryCeiling(allowedMegabytes: number): number {
  // Knows the limit of a container; Node has it since 20.13.
  const { availableMemory } = process as { availableMemory?: () => number };
  const free = Math.min(freemem(), availableMemory?.() ?? Infinity);
  return allowedMegabytes > 0 ? Math.min(allowedMegabytes * 2 ** 20, free) : defaultShare * free;
}

export function memoryNeed({ graph, files }: ModelSkeleton): MemoryNeed {
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const operators = new Set(graph.nodes.map((node) => node.operator));
  // Half-precision weights are widened when the model is loaded.
  const widened = graph.initializers.some(({ elementType }) => elementType === ElementType.Float16) ? 2 * bytes : 0;
  // Without repacking the block-quantised product takes another path, which is slower and rounds otherwise.
  const keepsFigures = !operators.has('MatMulNBits') && !operators.has('MatMulInteger');
  return { fast: repackedShare * Math.max(bytes, widened), low: keepsFigures ? widened + skeletonShare * bytes : null };
}

/** Fast where everything fits; otherwise the largest models go first into low-memory mode. */
export function planMemory(needs: readonly MemoryNeed[], ceiling: number): MemoryPlan {
  const lowMemory = needs.map(() => false);
  const total = () => needs.reduce((sum, need, index) => sum + (lowMemory[index] === true ? (need.low ?? need.fast) : need.fast), workingBytes);
  const bySaving = needs.map((need, index) => ({ index, saving: need.fast - (need.low ?? need.fast) })).sort((a, b) => b.saving - a.saving);
  for (const { index, saving } of bySaving) {
    if (total() <= ceiling) return lowMemory;
    lowMemory[index] = saving > 0;
  }
  return total() <= ceiling ? lowMemory : null;
}

/** What a process needs that computes on repacked weights, in bytes. */
export function fastMemory(needs: readonly MemoryNeed[]): number {
  return needs.reduce((sum, need) => sum + need.fast, workingBytes);
}

/** Least that models need, in bytes. */
export function leastMemory(needs: readonly MemoryNeed[]): number {
  return needs.reduce((sum, need) => sum + Math.min(need.fast, need.low ?? need.fast), workingBytes);
}
