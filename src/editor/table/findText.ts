import type { RowContent } from '../../core/ports';
import { rawText } from './rowReading';

/** Characters that JSON may write in another way than they are. */
const mayBeEscaped = /["\\/\u0000-\u001f\u007f]/;

/** How often a text, given in lower case, stands in the texts of a row; in the row as it is where that cannot be read. */
export function countText(content: RowContent, lowerCase: string): number {
  if (content.kind === 'values') return countInValue(content.fields, lowerCase);
  if (content.kind === 'damaged') return 0;
  const raw = rawText(content);
  const lowerRaw = raw.toLowerCase();
  // Most rows are settled here, without being parsed: what the raw text lacks, its texts lack too, unless it is written in escapes.
  if (!mayBeEscaped.test(lowerCase) && !raw.includes('\\u') && !lowerRaw.includes(lowerCase)) return 0;
  if (content.syntax.kind !== 'json') return countIn(lowerRaw, lowerCase);
  try {
    return countInValue(JSON.parse(raw), lowerCase);
  } catch {
    return countIn(lowerRaw, lowerCase);
  }
}

/** In all texts inside a value. By a list of what is left rather than by recursion, which deep nesting would overflow. */
function countInValue(value: unknown, lowerCase: string): number {
  const left = [value];
  let count = 0;
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'string') count += countIn(next.toLowerCase(), lowerCase);
    else if (typeof next === 'object' && next !== null) for (const inner of Object.values(next)) left.push(inner);
    else if (typeof next === 'number' || typeof next === 'boolean') count += String(next) === lowerCase ? 1 : 0;
  }
  return count;
}

function countIn(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}
