import path from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { inTurns } from '../../../app/lint/inTurns';
import { compareScoreSets } from '../../../core/compare/comparison';
import { comparisonRecord } from '../../../core/compare/comparisonRecord';
import type { Matching } from '../../../core/compare/matchPairs';
import { UnreadableFileError } from '../../../core/errors';
import { exitStatus } from '../../exitStatus';
import { ProgressLine } from '../../progressLine';
import { comparisonText } from '../../reporters/comparisonText';
import { LintOutput } from '../lint/lintOutput';
import { readingFlags } from '../readingFlags';
import { withScorers } from '../withScorers';
import { compareFormat, firstSideFlags, listFlag, secondSideFlags, type CompareFlags } from './compareFlags';
import { loadSide, type LoadedSide } from './compareSide';

/** `preflens compare FIRST [SECOND]`: how far two score sets agree, and where they do not. Resolves to the exit status. */
export async function compare(first: string, second: string | undefined, flags: CompareFlags, signal: AbortSignal): Promise<number> {
  const format = compareFormat(flags);
  const listed = listFlag(flags, format);
  readingFlags(flags);
  const progress = new ProgressLine(process.stderr);
  try {
    return await withScorers(flags, (models) =>
      LintOutput.during(flags.out, async (output) => {
        const context = (name: string) => ({ ...models, flags, signal, onPair: (pairs: number) => progress.show(`${name}: ${String(pairs)} pairs`) });
        const firstSide = await loadSide({ file: first, scores: flags.firstScores, flags: firstSideFlags(flags) }, context('first'));
        const secondSide = await loadSide({ file: second ?? first, scores: flags.secondScores, flags: secondSideFlags(flags) }, context('second'));
        const comparison = await inTurns(compareScoreSets(firstSide.collected.set, secondSide.collected.set, matchingOf(firstSide, secondSide)), { turn: setImmediate, signal });
        progress.clear();
        checkMatched(comparison.columns.length, firstSide, secondSide);
        const record = comparisonRecord(comparison, { first: firstSide.about, second: secondSide.about }, listed);
        await output.write(format === 'json' ? `${JSON.stringify(record, null, 2)}\n` : `${comparisonText(record)}\n`);
        await output.close();
        return exitStatus.done;
      }),
    );
  } finally {
    progress.clear();
  }
}

/** One file, and scores without their dataset, go by rows; two files go by what the pairs hold. */
function matchingOf({ about: first, collected: a }: LoadedSide, { about: second, collected: b }: LoadedSide): Matching {
  const isOneFile = path.resolve(first.file) === path.resolve(second.file);
  return isOneFile || a.set.identity === null || b.set.identity === null ? 'place' : 'content';
}

function checkMatched(compared: number, first: LoadedSide, second: LoadedSide): void {
  if (compared > 0) return;
  const without = [first, second].find(({ about }) => about.unscored === about.pairs);
  if (without) throw new UnreadableFileError(`${without.about.file} has no figures to compare${without.collected.problem === null ? '.' : `: ${without.collected.problem}`}`);
  throw new UnreadableFileError(`${first.about.file} (${String(first.about.pairs)} pairs) and ${second.about.file} (${String(second.about.pairs)} pairs) have no scored pair in common; give two score sets of one dataset, or two versions of it.`);
}
