import { templateMarks, type TemplateMark } from '../structural/templateMarks';

/**
 * A text without the tokens and marks that a tokenizer or chat template writes; a text that has none comes back as it is. White space that
 * stood between a mark and an edge of the text goes along, since the template printed it too. `keepEnd`: one end token at the end of the text
 * stays, as a response to a rendered prompt has it.
 */
export function withoutTemplateMarks(text: string, { keepEnd }: { readonly keepEnd: boolean }): string {
  const all = templateMarks(text);
  const kept = keepEnd ? firstClosingMark(text, all) : undefined;
  const marks = all.filter((mark) => mark !== kept);
  if (marks.length === 0) return text;
  const rest = cut(text, marks);
  const trimmed = text.slice(0, marks[0]?.start).trim() === '' ? rest.trimStart() : rest;
  return kept === undefined && text.slice(marks.at(-1)?.end).trim() === '' ? trimmed.trimEnd() : trimmed;
}

/** Of the end tokens that close a text, the first: those behind it are the doubled ones. */
function firstClosingMark(text: string, marks: readonly TemplateMark[]): TemplateMark | undefined {
  let position = text.trimEnd().length;
  let first: TemplateMark | undefined;
  for (const mark of [...marks].reverse()) {
    if (mark.kind !== 'end' || text.slice(mark.end, position).trim() !== '') break;
    first = mark;
    position = mark.start;
  }
  return first;
}

function cut(text: string, marks: readonly TemplateMark[]): string {
  let rest = '';
  let position = 0;
  for (const { start, end } of marks) {
    rest += text.slice(position, start);
    position = end;
  }
  return rest + text.slice(position);
}
