import { isRenderedPrompt } from '../isRenderedPrompt';
import type { SideView } from '../pairView';
import { quoted } from '../quoted';
import type { Report, StructuralCheck } from '../structuralCheck';
import { templateMarks, type TemplateMark } from '../templateMarks';
import { characterKinds } from '../characterScan';

/** Tokens and marks of chat templates that stand in texts as characters. */
export const templateTokens: StructuralCheck = {
  codes: ['template-token', 'doubled-end-token', 'doubled-start-token'],
  run: ({ pair, prompt, sides }, report) => {
    const isRendered = couldHoldMarks(prompt) && isRenderedPrompt(pair.texts);
    for (const side of sides) if (couldHoldMarks(side) && !(isRendered && side === prompt)) checkSide(side, isRendered, report);
  },
};

function couldHoldMarks({ kinds }: SideView): boolean {
  return (kinds & (characterKinds.angle | characterKinds.bracket)) !== 0;
}

function checkSide(view: SideView, isRendered: boolean, report: Report): void {
  const marks = templateMarks(view.text);
  const closing = closingMarks(view.text, marks);
  const opening = openingMarks(view.text, marks);
  if (closing.length > 1) reportMarks('doubled-end-token', 'ends in its end token more than once', view, closing, report);
  if (opening.length > 1) reportMarks('doubled-start-token', 'begins with its start token more than once', view, opening, report);
  const said = new Set([...(closing.length > 1 || isRendered ? closing : []), ...(opening.length > 1 ? opening : [])]);
  const rest = marks.filter((mark) => !said.has(mark));
  if (rest.length > 0) reportMarks('template-token', 'holds a token of a chat template', view, rest, report);
}

function reportMarks(code: 'template-token' | 'doubled-end-token' | 'doubled-start-token', what: string, view: SideView, marks: readonly TemplateMark[], report: Report): void {
  const [first] = marks;
  if (first === undefined) return;
  const who = view.side === 'prompt' ? 'The prompt' : `The ${view.side} response`;
  const message = `${who} ${what}: ${quoted(first.text.trim())}.`;
  report(code, message, { side: view.side, token: first.text.trim(), family: first.family, count: marks.length, start: first.start, end: first.end });
}

/** End tokens that close a text with nothing but white space behind or between them, in order. */
function closingMarks(text: string, marks: readonly TemplateMark[]): readonly TemplateMark[] {
  const found: TemplateMark[] = [];
  let position = text.length;
  for (const mark of [...marks].reverse()) {
    if (mark.kind !== 'end' || text.slice(mark.end, position).trim() !== '') break;
    found.push(mark);
    position = mark.start;
  }
  return found.reverse();
}

function openingMarks(text: string, marks: readonly TemplateMark[]): readonly TemplateMark[] {
  const found: TemplateMark[] = [];
  let position = 0;
  for (const mark of marks) {
    if (mark.kind !== 'start' || text.slice(position, mark.start).trim() !== '') break;
    found.push(mark);
    position = mark.end;
  }
  return found;
}
