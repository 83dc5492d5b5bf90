import type { EvidencePart } from '../lintReport';
import type { Judgement } from './judgement';

/** Log-odds from which a source is sure enough of the label's side to speak against those that call it wrong: 3 to 1. */
const sureMargin = Math.log(3);

/** What each source says of one pair. */
export function evidenceParts({ sources }: Judgement, index: number): readonly EvidencePart[] {
  return sources.map((calibrated) => {
    const probabilityWrong = calibrated.probabilityWrongAt(index);
    const margin = calibrated.marginAt(index);
    if (probabilityWrong === null || margin === null) return { source: calibrated.source, probabilityWrong: null, says: 'unsure' };
    const says = probabilityWrong >= 0.5 ? 'wrong' : margin >= sureMargin ? 'right' : 'unsure';
    return { source: calibrated.source, probabilityWrong, says };
  });
}
