import path from 'node:path';

import type { ConventionName, Scorer } from '../../../core/ports';
import type { ModelPair } from '../../../engine/embeddedModels';
import { RememberedIdentityScorer } from '../../../engine/rememberedIdentityScorer';
import { WorkerScorer } from '../../../engine/workerScorer';
import type { FileScoreStore } from '../../../io/scoreStore/fileScoreStore';
import { userCacheFolder } from '../../../io/userCacheFolder';
import { stderrLog } from '../../stderrLog';

interface PoolOptions {
  readonly workerFile: string;
  readonly threads: number;
  readonly memoryMegabytes: number;
  readonly store: FileScoreStore;
}

interface ScorerChoice extends ModelPair {
  readonly convention: ConventionName;
  readonly maxLength: number;
}

/** The scorers of a run: files that are linted by the same models share one. */
export class ScorerPool {
  private readonly scorers = new Map<string, Scorer>();

  constructor(private readonly options: PoolOptions) {}

  get(choice: ScorerChoice): Scorer {
    const key = JSON.stringify([choice.policy, choice.reference, choice.convention, choice.maxLength]);
    const known = this.scorers.get(key) ?? this.open(choice);
    this.scorers.set(key, known);
    return known;
  }

  async dispose(): Promise<void> {
    for (const scorer of this.scorers.values()) await scorer.dispose();
  }

  private open({ policy, reference, convention, maxLength }: ScorerChoice): Scorer {
    const { store, ...rest } = this.options;
    const options = { ...rest, policy, reference, convention, maxLength, cacheFolder: path.join(userCacheFolder(), 'models'), background: false, log: stderrLog };
    return new RememberedIdentityScorer(new WorkerScorer(options), options, store.blobs('models'));
  }
}
