import { describeFields } from './describeFields';

/** A path as people write it: `"chosen"[1].content`. */
export function describePath(path: readonly (string | number)[]): string {
  return path.map((step, index) => describeStep(step, index === 0)).join('');
}

function describeStep(step: string | number, first: boolean): string {
  if (typeof step === 'number') return `[${String(step)}]`;
  if (first) return describeFields([step]);
  return `.${step}`;
}
