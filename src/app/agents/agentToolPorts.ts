import type { AgentDataset } from '../../core/agents/agentDataset';
import type { CancellationSignal, Scorer, ScoreStore } from '../../core/ports';

/** What the tools need of the place where they run: an editor, or a server. */
export interface AgentToolPorts {
  /** Rejects with ToolRefusedError for a path that may not be read, and as openRowSource does. */
  open(file: string, split: string | undefined, signal: CancellationSignal): Promise<AgentDataset>;
  /** The model set in use; loaded on first use. */
  scorer(): Scorer;
  readonly store: ScoreStore;
  readonly hash: (text: string) => string;
  /** Lets others have the thread. */
  readonly turn: () => Promise<unknown>;
}

export interface AgentToolCall {
  readonly signal: CancellationSignal;
  /** `total` is null while nobody knows. */
  readonly onProgress: (progress: { readonly done: number; readonly total: number | null; readonly message: string }) => void;
}
