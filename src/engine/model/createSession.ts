import { InferenceSession } from 'onnxruntime-node';

import { encodeModel, type ModelGraph } from '../onnx/graph';

export interface SessionSettings {
  readonly threads: number;
  /** Compute on the mapped weights as they lie in the file; a little slower, but nothing is copied into memory. */
  readonly lowMemory: boolean;
}

/** A session of ONNX Runtime whose weights are mapped from `weightFolder`; null for a graph without weights. */
export async function createSession(graph: ModelGraph, weightFolder: string | null, settings: SessionSettings): Promise<InferenceSession> {
  return InferenceSession.create(encodeModel(graph), {
    executionProviders: ['cpu'],
    intraOpNumThreads: settings.threads,
    interOpNumThreads: 1,
    // The arena never gives memory back; without it the process shrinks after a long row, at no cost in speed.
    enableCpuMemArena: false,
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
