import type { SideView } from '../pairView';
import { sideName } from '../sideName';
import type { StructuralCheck } from '../structuralCheck';

/** Beginnings that vendors give their tokens so that scanners find them, as their documentation states them; with the form of what follows. */
const kinds: readonly (readonly [what: string, beginning: string, rest: string])[] = [
  ['a private key', '-----BEGIN ', '(?:RSA |EC |DSA |OPENSSH |ENCRYPTED |PGP )?PRIVATE KEY(?: BLOCK)?-----'],
  ['an AWS access key', 'AKIA', '[0-9A-Z]{16}'],
  ['an AWS access key', 'ASIA', '[0-9A-Z]{16}'],
  ['a GitHub token', 'ghp_', '[A-Za-z0-9]{36}'],
  ['a GitHub token', 'gho_', '[A-Za-z0-9]{36}'],
  ['a GitHub token', 'ghs_', '[A-Za-z0-9]{36}'],
  ['a GitHub token', 'github_pat_', '[A-Za-z0-9_]{60,90}'],
  ['a GitLab token', 'glpat-', '[A-Za-z0-9_-]{20}'],
  ['a Slack token', 'xox', '[abposr]-[A-Za-z0-9-]{10,80}'],
  ['a Stripe key', 'sk_live_', '[A-Za-z0-9]{16,99}'],
  ['a Google API key', 'AIza', '[A-Za-z0-9_-]{35}'],
  ['a Hugging Face token', 'hf_', '[A-Za-z]{34}'],
  ['an OpenAI key', 'sk-', '(?:proj-|svcacct-)?[A-Za-z0-9]{20}[A-Za-z0-9_-]{20,150}'],
  ['an Anthropic key', 'sk-ant-', '[A-Za-z0-9_-]{20,120}'],
  ['an npm token', 'npm_', '[A-Za-z0-9]{36}'],
  ['a SendGrid key', 'SG.', '[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}'],
  ['a JSON web token', 'eyJ', '[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}'],
];
const escapedDot = (beginning: string) => beginning.replace('.', '\\.');
const rules = kinds.map(([what, beginning, rest]) => ({ what, beginning, pattern: new RegExp(`(?<![A-Za-z0-9])${escapedDot(beginning)}${rest}`) }));

/** Keys and tokens that somebody pasted. Documentation's own examples (AKIAIOSFODNN7EXAMPLE) are none. */
export const secrets: StructuralCheck = {
  codes: ['secret'],
  run: ({ sides }, report) => {
    for (const view of sides) {
      const found = firstSecret(view);
      if (found === undefined) continue;
      const { what, start, end } = found;
      report('secret', `${sideName(view.side)} holds what looks like ${what}.`, { side: view.side, kind: what, start, end });
    }
  },
};

/** Tokens are long words; those of Slack have marks between their parts. */
const leastWord = 16;

function firstSecret({ text, sketch }: SideView): { readonly what: string; readonly start: number; readonly end: number } | undefined {
  if (sketch.longestWord < leastWord && !text.includes('xox') && !text.includes('-----BEGIN ')) return undefined;
  for (const { what, beginning, pattern } of rules) {
    if (!text.includes(beginning)) continue;
    const found = pattern.exec(text);
    if (found !== null && !/EXAMPLE|XXXX|x{6}|1234567890/.test(found[0])) return { what, start: found.index, end: found.index + found[0].length };
  }
  return undefined;
}
