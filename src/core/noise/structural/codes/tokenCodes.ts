import type { FindingKind } from '../../findingKind';

/** Codes of findings about tokens: those of templates inside texts, and those that a maximal length cuts off, which need the tokenizer of the model. */
export const tokenCodes = {
  // Tokens and templates in texts.
  'template-token': {
    severity: 'warning',
    title: 'Template token in a text',
    explanation: 'A text holds a token or mark that a chat template or tokenizer writes: the template adds it once more, and inside a text it may even become the control token itself.',
    fixes: ['strip-tokens'],
  },
  'doubled-end-token': {
    severity: 'warning',
    title: 'Doubled end token',
    explanation: 'A response ends in its end token twice, or will once the trainer adds its own: the model learns to say it twice.',
    fixes: ['strip-tokens'],
  },
  'doubled-start-token': {
    severity: 'warning',
    title: 'Doubled start token',
    explanation: 'A text begins with its start token twice, or will once the tokenizer adds its own: no model was trained on such a beginning.',
    fixes: ['strip-tokens'],
  },
  'dialogue-continued': {
    severity: 'warning',
    title: 'Dialogue goes on inside a response',
    explanation: 'A response holds the next turn of the user as well: the model learns to speak for both sides.',
    fixes: [],
  },
  'role-mark': {
    severity: 'information',
    title: 'Role mark at the start',
    explanation: 'A response begins with the name of a role, such as "Assistant:": the template says the role already.',
    fixes: [],
  },
  // Truncation under the chosen convention.
  'truncated-empty': {
    severity: 'error',
    title: 'Truncation empties a response',
    explanation: 'Under the chosen convention and maximal length nothing is left of a response: its log-probability is zero whatever it said.',
    fixes: ['drop'],
  },
  'truncated-identical': {
    severity: 'error',
    title: 'Truncation makes both responses equal',
    explanation: 'Under the chosen convention and maximal length both responses have the same tokens: the pair prefers nothing.',
    fixes: ['drop'],
  },
  'truncated-response': {
    severity: 'information',
    title: 'Response is truncated',
    explanation: 'The maximal length cuts tokens off a response, its end token among them.',
    fixes: [],
  },
  'prompt-too-long': {
    severity: 'error',
    title: 'Prompt fills the maximal length',
    explanation: 'The prompt alone fills the maximal length, so the trainer drops the pair or sees no response.',
    fixes: ['drop'],
  },
} as const satisfies Readonly<Record<string, FindingKind>>;
