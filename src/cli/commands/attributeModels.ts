import path from 'node:path';

import { resolveModels } from '../../engine/embeddedModels';
import { WorkerScorer } from '../../engine/workerScorer';
import { userCacheFolder } from '../../io/userCacheFolder';
import { installation } from '../installation';
import { stderrLog } from '../stderrLog';
import type { AttributeFlags } from './attributeOptions';
import { conventionFlag, wholeNumberFlag } from './scoreOptions';

/** The models of the flags, in a process of their own; the caller disposes of it. */
export function attributeModels(flags: AttributeFlags): WorkerScorer {
  return new WorkerScorer({
    workerFile: installation.workerFile,
    ...resolveModels(installation.root, flags),
    convention: conventionFlag(flags.convention),
    maxLength: wholeNumberFlag('max-length', flags.maxLength, 1),
    threads: wholeNumberFlag('threads', flags.threads, 0),
    memoryMegabytes: wholeNumberFlag('memory', flags.memory, 0),
    cacheFolder: path.join(userCacheFolder(), 'models'),
    background: false,
    log: stderrLog,
  });
}
