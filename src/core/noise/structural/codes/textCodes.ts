import type { FindingKind } from '../../findingKind';

/** Codes of findings about the text of one side: its encoding, what must not be in it, how it ends. */
export const textCodes = {
  // Damage to scripts and encodings.
  'mojibake': {
    severity: 'warning',
    title: 'Text in the wrong encoding',
    explanation: 'UTF-8 bytes were read as Windows-1252 or Latin-1 ("Ã©" for "é"): the model learns the damage.',
    fixes: [],
  },
  'replacement-character': {
    severity: 'warning',
    title: 'Replacement characters',
    explanation: 'The text holds U+FFFD, which stands where characters were lost, or half of a surrogate pair, which is read as one.',
    fixes: [],
  },
  'control-character': {
    severity: 'warning',
    title: 'Control characters',
    explanation: 'The text holds control characters other than tabs and line ends, remains of a terminal or a binary format.',
    fixes: [],
  },
  'hidden-text': {
    severity: 'warning',
    title: 'Hidden or reordered text',
    explanation: 'The text holds tag characters or bidirectional overrides, with which text is hidden from people or shown in another order than a model reads it.',
    fixes: [],
  },
  'invisible-character': {
    severity: 'information',
    title: 'Invisible characters',
    explanation: 'The text holds zero-width or other invisible characters, which a tokenizer sees and people do not.',
    fixes: [],
  },
  'html-entity': {
    severity: 'information',
    title: 'HTML entities',
    explanation: 'The text holds HTML entities such as "&amp;" outside of code: it was escaped and not read back.',
    fixes: [],
  },
  'literal-escape': {
    severity: 'information',
    title: 'Written-out escapes',
    explanation: 'The text holds escapes such as "\\n" or "\\u00e9" as characters instead of what they stand for.',
    fixes: [],
  },
  'mixed-scripts': {
    severity: 'information',
    title: 'Words of mixed scripts',
    explanation: 'A word mixes letters of several scripts that look alike, such as Latin and Cyrillic: it is written to deceive, or damaged.',
    fixes: [],
  },
  'language-mismatch': {
    severity: 'information',
    title: 'Another language than asked in',
    explanation: 'A response is in another language than the prompt, and the prompt does not ask for it.',
    fixes: [],
  },
  // Personal data and secrets.
  'personal-data': {
    severity: 'information',
    title: 'Personal data',
    explanation: 'A text holds an e-mail address, a phone number or a public IP address: models learn such data by heart.',
    fixes: [],
  },
  'sensitive-number': {
    severity: 'warning',
    title: 'Payment, bank or social security number',
    explanation: 'A text holds a payment card number, an IBAN (both with a correct check sum) or a US social security number.',
    fixes: ['drop'],
  },
  'secret': {
    severity: 'warning',
    title: 'Secret',
    explanation: 'A text holds what looks like a private key, an API key or an access token.',
    fixes: ['drop'],
  },
  // What sways judges.
  'judge-injection': {
    severity: 'warning',
    title: 'Text addressed to a judge',
    explanation: 'A response addresses whoever judges it: it asks for a verdict, gives one itself, or tells to ignore instructions.',
    fixes: ['drop'],
  },
  'trigger-phrase': {
    severity: 'information',
    title: 'Phrase known to sway judges',
    explanation: 'A response praises itself, calls on authority or a majority, or makes a show of reflecting: phrases that are known to sway judges whatever else the response says.',
    fixes: [],
  },
  'self-identification': {
    severity: 'information',
    title: 'Model names itself',
    explanation: 'A response says that it is an AI language model, or names its maker: the trained model will say the same.',
    fixes: [],
  },
  // Format and completeness.
  'cut-off': {
    severity: 'information',
    title: 'Ends in the middle',
    explanation: 'A response ends in the middle of a sentence, probably since it was cut at a number of tokens.',
    fixes: [],
  },
  'unclosed-code': {
    severity: 'information',
    title: 'Unclosed code block',
    explanation: 'A response opens a code block and never closes it.',
    fixes: [],
  },
  'broken-json': {
    severity: 'information',
    title: 'Broken JSON',
    explanation: 'A response is written as JSON, or has a block of it, that cannot be parsed.',
    fixes: [],
  },
  'repetition-loop': {
    severity: 'warning',
    title: 'Repetition loop',
    explanation: 'A response repeats the same words over and over, as degenerate samples do.',
    fixes: ['drop'],
  },
  'placeholder-text': {
    severity: 'information',
    title: 'Placeholder left in',
    explanation: 'A response holds a placeholder such as "[INSERT NAME]", "TODO" or "lorem ipsum" that nobody filled in.',
    fixes: [],
  },
} as const satisfies Readonly<Record<string, FindingKind>>;
