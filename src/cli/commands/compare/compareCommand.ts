import path from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { inTurns } from '../../../app/lint/inTurns';
import { compareScoreSets } from '../../../core/compare/comparison';
import { comparisonRecord } from '../../../core/compare/comparisonRecord';
import type { Matching } from '../../../core/compare/matchPairs';
import { UnreadableFileError } from '../../../core/errors';
import { exitStatus } from '../../exitStatus';
import { installation } from '../../installation';
import { openStore } from '../../openStore';
import { ProgressLine } from '../../progressLine';
import { comparisonText } from '../../reporters/comparisonText';
import { LintOutput } from '../lint/lintOutput';
import { ScorerPool } from '../lint/scorerPool';
import { readingFlags } from '../readingFlags';
import { wholeNumberFlag } from '../scoreOptions';
import { compareFormat, firstSideFlags, listFlag, secondSideFlags, type CompareFlags } from './compareFlags';
import { loadSide, type LoadedSide } from './compareSide';

/** `preflens compare FIRST [SECOND]`: how far two score sets agree, and where they do not. Resolves to the exit status. */
export async function compare(first: string, second: string | undefined, flags: CompareFlags, signal: AbortSignal): Promise<number> {
  const format = compareFormat(flags);
  const listed = listFlag(flags, format);
  readingFlags(flags);
  const store = openStore(flags.store);
  const scorers = new ScorerPool({ workerFile: installation.workerFile, threads: wholeNumberFlag('threads', flags.threads, 0), memoryMegabytes: wholeNumberFlag('memory', flags.memory, 0), store });
  const output = await LintOutput.open(flags.out);
  const progress = new ProgressLine(process.stderr);
  const context = (name: string) => ({ flags, scorers, store, signal, onPair: (pairs: number) => progress.show(`${name}: ${String(pairs)} pairs`) });
  try {
    const firstSide = await loadSide({ file: first, scores: flags.firstScores, flags: firstSideFlags(flags) }, context('first'));
    const secondSide = await loadSide({ file: second ?? first, scores: flags.secondScores, flags: secondSideFlags(flags) }, context('second'));
    const matching = matchingOf(firstSide, secondSide);
    const comparison = await inTurns(compareScoreSets(firstSide.collected.set, secondSide.collected.set, matching), { turn: setImmediate, signal });
    progress.clear();
    checkMatched(comparison.columns.length, firstSide, secondSide);
    const record = comparisonRecord(comparison, { first: firstSide.about, second: secondSide.about }, listed);
    await output.write(format === 'json' ? `${JSON.stringify(record, null, 2)}\n` : `${comparisonText(record)}\n`);
    await output.close();
    return exitStatus.done;
  } catch (error) {
    await output.discard();
    throw error;
  } finally {
    progress.clear();
    await scorers.dispose();
    await store.dispose();
  }
}

/** One file, and scores without their dataset, go by rows; two files go by what the pairs hold. */
function matchingOf({ about: first, collected: a }: LoadedSide, { about: second, collected: b }: LoadedSide): Matching {
  const isOneFile = path.resolve(first.file) === path.resolve(second.file);
  return isOneFile || a.set.identity === null || b.set.identity === null ? 'place' : 'content';
}

function checkMatched(compared: number, { about: first }: LoadedSide, { about: second }: LoadedSide): void {
  if (compared > 0) return;
  throw new UnreadableFileError(`${first.file} (${String(first.pairs)} pairs) and ${second.file} (${String(second.pairs)} pairs) have no scored pair in common; give two score sets of one dataset, or two versions of it.`);
}
