import type { PairView } from '../../src/shared/pairPanelProtocol';

type Turn = PairView['prompt'][number];

const speaker = /(?:^|\n\n)(Human|User|Assistant|System): ?/g;

/** A plain text in which speakers take turns (HH-RLHF and its like) as those turns; as one turn where nobody is named at its beginning. For reading only: the trainer sees the text. */
export function transcriptTurns(text: string): readonly Turn[] {
  const marks = [...text.matchAll(speaker)];
  const [first] = marks;
  if (!first || text.slice(0, first.index).trim() !== '') return [{ role: '', content: text }];
  return marks.map((mark, index) => ({ role: mark[1] ?? '', content: text.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? text.length) }));
}
