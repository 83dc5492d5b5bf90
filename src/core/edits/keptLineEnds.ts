import { changedSpan } from './changedSpan';

/**
 * What somebody made of `original` in an editor that writes all line ends alike: line ends that stand in what was left alone
 * stay as they were, and those in what is new are like the first of the original (LF where it has none).
 */
export function keptLineEnds(original: string, edited: string): string {
  const offsets: number[] = [];
  let plain = '';
  for (let index = 0; index < original.length; index++) {
    offsets.push(index);
    const isReturn = original[index] === '\r';
    plain += isReturn ? '\n' : (original[index] ?? '');
    if (isReturn && original[index + 1] === '\n') index++;
  }
  offsets.push(original.length);
  const span = changedSpan(plain, edited.replace(/\r\n?/g, '\n'));
  const lineEnd = /\r\n?|\n/.exec(original)?.[0] ?? '\n';
  return original.slice(0, offsets[span.start]) + span.text.replaceAll('\n', lineEnd) + original.slice(offsets[span.end]);
}
