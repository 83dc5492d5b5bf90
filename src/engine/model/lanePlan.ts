/**
 * How many processes may compute side by side, and with what. Small models gain most from it: their matrix products are so short that
 * threads of one run mostly wait for each other, while rows never do (docs/performance.md).
 */
export interface LanePlan {
  readonly lanes: number;
  /** Threads of each. */
  readonly threads: number;
  /** What one more process may use, in megabytes. */
  readonly memoryMegabytes: number;
}

export interface LaneNeeds {
  /** Of one process with its models, in bytes; infinite where there is no room for a second one. */
  readonly bytes: number;
  /** Of the weights alone. */
  readonly weightBytes: number;
  /** What all of them may use, in bytes. */
  readonly ceiling: number;
  readonly threads: number;
  /** Beside somebody's work in the editor: single rows should not wait long either. */
  readonly background: boolean;
  readonly mostLanes?: number;
}

/** Speed alone is no reason to take all of the memory that models may use. */
const shareOfCeiling = 0.5;
/** In the editor a row gets a thread for each so many bytes of weights, so that one row of a larger model is answered soon too. */
const bytesOfThread = 256 * 2 ** 20;

export function planLanes({ bytes, weightBytes, ceiling, threads, background, mostLanes = Infinity }: LaneNeeds): LanePlan {
  const fewestThreads = background ? Math.min(threads, Math.max(1, Math.ceil(weightBytes / bytesOfThread))) : 1;
  const fitting = Math.floor((shareOfCeiling * ceiling) / bytes);
  const lanes = Math.max(1, Math.min(mostLanes, fitting, Math.floor(threads / fewestThreads)));
  return { lanes, threads: Math.floor(threads / lanes), memoryMegabytes: Math.ceil(bytes / 2 ** 20) };
}
