import type { FindingKind } from '../findingKind';

/** Codes of findings that need no model, but for those of truncation, which need its tokenizer. */
export const structuralCodes = {
  // The two responses of a pair.
  'identical-responses': {
    severity: 'error',
    title: 'Identical responses',
    explanation: 'Chosen and rejected are the same text, so the pair prefers nothing: its margin is zero under every model.',
    fixes: ['drop'],
  },
  'trivial-difference': {
    severity: 'warning',
    title: 'Trivially different responses',
    explanation: 'Chosen and rejected differ in nothing but white space, case, punctuation or the form of their Unicode characters: the pair teaches layout, not content.',
    fixes: ['drop'],
  },
  'prefix-responses': {
    severity: 'warning',
    title: 'One response begins with the other',
    explanation: 'One response is the beginning of the other: either it was cut off, or the pair only teaches to go on or to stop. Their shared tokens cancel out of the margin.',
    fixes: ['drop'],
  },
  'empty-chosen': {
    severity: 'error',
    title: 'Empty chosen response',
    explanation: 'The preferred response is empty or white space: training on the pair rewards saying nothing.',
    fixes: ['drop'],
  },
  'empty-rejected': {
    severity: 'warning',
    title: 'Empty rejected response',
    explanation: 'The rejected response is empty or white space: the pair is won by any text, and lowers the probability of stopping at once.',
    fixes: ['drop'],
  },
  'empty-prompt': {
    severity: 'warning',
    title: 'Empty prompt',
    explanation: 'The prompt is empty or white space, so both responses are answers to nothing. Often the prompt stands in another field, or the texts share no beginning.',
    fixes: ['drop'],
  },
  'response-is-prompt': {
    severity: 'warning',
    title: 'Response is the prompt',
    explanation: 'A response is nothing but the prompt once more.',
    fixes: ['drop'],
  },
  'prompt-in-response': {
    severity: 'warning',
    title: 'Prompt repeated in a response',
    explanation: 'A response begins with the prompt: a trainer that adds the prompt shows it to the model twice, and its tokens count into the log-probability of the response.',
    fixes: ['repair-prompt'],
  },
  'url-only': {
    severity: 'information',
    title: 'Nothing but a link',
    explanation: 'A response is a link and nothing else: what it says cannot be learned from its characters.',
    fixes: ['drop'],
  },
  // Pairs beside other pairs of the file.
  'duplicate-pair': {
    severity: 'warning',
    title: 'Duplicate pair',
    explanation: 'An earlier row has the same prompt and the same two responses: the pair weighs double, and may leak from a training split to a test split.',
    fixes: ['drop'],
  },
  'normalized-duplicate': {
    severity: 'warning',
    title: 'Duplicate pair but for layout',
    explanation: 'An earlier row has the same prompt and responses but for white space, case, punctuation or the form of their Unicode characters: the pair weighs double.',
    fixes: ['drop'],
  },
  'near-duplicate': {
    severity: 'information',
    title: 'Near-duplicate pair',
    explanation: 'An earlier row has nearly the same prompt and responses, by the share of five-character pieces that they have in common: the pair weighs more than others, and may leak from a training split to a test split.',
    fixes: ['drop'],
  },
  'contradictory-pair': {
    severity: 'error',
    title: 'Contradictory pair',
    explanation: 'Another row has the same prompt and responses with the opposite preference: at most one of them can be right, and their gradients work against each other.',
    fixes: ['drop', 'swap'],
  },
  'normalized-contradiction': {
    severity: 'error',
    title: 'Contradictory pair but for layout',
    explanation: 'Another row prefers the same two responses the other way round, but for white space, case, punctuation or the form of their Unicode characters: at most one of them can be right.',
    fixes: ['drop', 'swap'],
  },
  'near-contradiction': {
    severity: 'warning',
    title: 'Nearly contradictory pair',
    explanation: 'Another row has nearly the same prompt and responses with the opposite preference: one of the two is probably wrong.',
    fixes: ['drop', 'swap'],
  },
  'preference-cycle': {
    severity: 'warning',
    title: 'Preference cycle',
    explanation: 'Several rows about one prompt prefer A to B, B to C and C to A: no scoring of the answers agrees with all of them.',
    fixes: ['drop'],
  },
  'length-outlier': {
    severity: 'information',
    title: 'Unusual length',
    explanation: 'A response is several times as long as nearly all responses of this file: it may be cut off in training, and outweighs the other pairs of its batch.',
    fixes: [],
  },
  'length-ratio': {
    severity: 'information',
    title: 'Unusual difference of length',
    explanation: 'One response is many times as long as the other, far beyond what is usual in this file: length alone may decide the pair.',
    fixes: [],
  },
  'format-outlier': {
    severity: 'information',
    title: 'Unusual difference of format',
    explanation: 'One response is mostly headings, lists or tables and the other has none, which is rare in this file: format alone may decide the pair.',
    fixes: [],
  },
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
  // Refusals.
  'refusal-chosen': {
    severity: 'information',
    title: 'Refusal preferred',
    explanation: 'The chosen response refuses, the rejected one does not, and nothing in the prompt looks harmful: such pairs teach a model to refuse too much.',
    fixes: ['swap', 'drop'],
  },
  'refusal-rejected': {
    severity: 'information',
    title: 'Refusal of a harmful request rejected',
    explanation: 'The prompt looks harmful, the rejected response refuses and the chosen one does not: such pairs unteach refusing.',
    fixes: ['swap', 'drop'],
  },
  'both-refuse': {
    severity: 'information',
    title: 'Both responses refuse',
    explanation: 'Both responses refuse: their texts are alike, so training on the pair tends to lower the probability of both.',
    fixes: [],
  },
  // What annotators said.
  'annotators-disagree': {
    severity: 'information',
    title: 'Annotators disagree',
    explanation: 'The annotators of the row did not agree; the majority decides.',
    fixes: [],
  },
  'tie': {
    severity: 'information',
    title: 'Tie',
    explanation: 'The row says that nobody preferred either answer, so it gives no pair.',
    fixes: [],
  },
  'equal-ratings': {
    severity: 'information',
    title: 'Equal ratings',
    explanation: 'The row rates both responses the same, so the preference between them is arbitrary.',
    fixes: [],
  },
  'ratings-contradict': {
    severity: 'warning',
    title: 'Ratings contradict the label',
    explanation: 'The row rates the rejected response higher than the chosen one.',
    fixes: ['swap', 'drop'],
  },
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
  // Shape of conversations.
  'empty-turn': {
    severity: 'warning',
    title: 'Empty turn',
    explanation: 'A message of the conversation is empty.',
    fixes: [],
  },
  'roles-out-of-order': {
    severity: 'warning',
    title: 'Roles do not alternate',
    explanation: 'Two messages of the same role follow each other, or a system message stands in the middle: many templates refuse that, others train on something else than is meant.',
    fixes: [],
  },
  'prompt-ends-with-answer': {
    severity: 'warning',
    title: 'Prompt does not end with the user',
    explanation: 'The last message of the prompt is not of the user, so the responses follow an answer.',
    fixes: [],
  },
  'response-role': {
    severity: 'warning',
    title: 'Response is not of the assistant',
    explanation: 'A response ends with a message that is not of the assistant.',
    fixes: [],
  },
} as const satisfies Readonly<Record<string, FindingKind>>;
