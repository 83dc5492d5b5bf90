import type { EvidenceName, EvidencePart } from '../lintReport';

const titles: Readonly<Record<EvidenceName, string>> = {
  'implicit-reward': 'the implicit reward',
  'reference-model': 'the reference model',
  'probe-states': 'the probe on hidden states',
  'probe-text': 'the probe on text features',
  'perplexity-difference': 'the perplexity difference',
  'model-spread': 'the vote of the model sets',
};

/** "a, b and c". */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1] ?? ''}`;
}

/** One clause: which parts call the label wrong, which call it right, and which cannot tell. */
export function evidenceSentence(parts: readonly EvidencePart[]): string {
  const saying = (what: EvidencePart['says']) => parts.filter(({ says }) => says === what).map(({ source }) => titles[source]);
  const [wrong, right, unsure] = [saying('wrong'), saying('right'), saying('unsure')];
  const verb = (names: readonly string[], one: string, several: string) => `${listed(names)} ${names.length === 1 ? one : several}`;
  const clauses = [
    ...(wrong.length > 0 ? [verb(wrong, 'speaks against the label', 'speak against the label')] : []),
    ...(right.length > 0 ? [verb(right, 'speaks for it', 'speak for it')] : []),
    ...(unsure.length > 0 ? [verb(unsure, 'cannot tell', 'cannot tell')] : []),
  ];
  return clauses.join('; ');
}
