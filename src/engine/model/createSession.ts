import { InferenceSession } from 'onnxruntime-node';

import { encodeModel, type ModelGraph } from '../onnx/graph';

export interface SessionSettings {
  readonly threads: number;
  /** Compute on the mapped weights as they lie in the file; a little slower, but nothing is copied into memory. */
  readonly lowMemory: boolean;
}

/**
 * Whether a session keeps the memory of a run for the next one, in an arena of its own. Rows of vocabulary size are so large that asking
 * the system for them anew costs as much as the computation (each page is handed out empty), and the system's allocator leaves holes where
 * each run has another shape, a third of the peak. But an arena never gives memory back: only for graphs whose runs are of bounded size.
 */
export type Scratch = 'kept' | 'returned';

/** A session of ONNX Runtime whose weights are mapped from `weightFolder`; null for a graph without weights. */
export async function createSession(graph: ModelGraph, weightFolder: string | null, settings: SessionSettings, scratch: Scratch = 'returned'): Promise<InferenceSession> {
  return InferenceSession.create(encodeModel(graph), {
    executionProviders: ['cpu'],
    intraOpNumThreads: settings.threads,
    interOpNumThreads: 1,
    enableCpuMemArena: scratch === 'kept' && !settings.lowMemory,
    logSeverityLevel: 3,
    extra: {
      session: {
        ...(weightFolder !== null && { model_external_initializers_file_folder_path: weightFolder }),
        ...(settings.lowMemory && { disable_prepacking: '1' }),
        // Idle threads of two sessions would spin against each other.
        intra_op: { allow_spinning: '0' },
      },
    },
  });
}
