/** What a feature is counted in; the difference of a pair is in the same unit. */
export type TextFeatureUnit =
  /** ln(1 + count): a difference of 0.1 is a tenth more, whatever the length. */
  | 'log count'
  /** Occurrences in a hundred words. */
  | 'per 100 words'
  /** Hundredths of characters, letters or words. */
  | 'percent'
  /** 1 or 0. */
  | 'yes or no'
  /** School years (Coleman–Liau). */
  | 'grade'
  | 'letters';

interface TextFeature {
  /** A few words, for tables and plots. */
  readonly title: string;
  readonly unit: TextFeatureUnit;
  /** One plain sentence. */
  readonly explanation: string;
}

/**
 * Everything that is counted in a response, by column. Feature names are a public contract: they stand in reports and exports. The order is the
 * order of the columns everywhere.
 */
export const textFeatureTable = {
  characters: { title: 'Length', unit: 'log count', explanation: 'Characters of the response.' },
  words: { title: 'Words', unit: 'log count', explanation: 'Runs of letters, digits and apostrophes, with the marks inside a number; each Chinese or Japanese character counts as a word.' },
  sentences: { title: 'Sentences', unit: 'log count', explanation: 'Stretches with at least one word that end with a full stop, question or exclamation mark, or with the line.' },
  paragraphs: { title: 'Paragraphs', unit: 'log count', explanation: 'Blocks of lines between blank lines.' },
  listItems: { title: 'List items', unit: 'log count', explanation: 'Lines that begin with a bullet (-, *, +, •) or with a number and a full stop or bracket.' },
  headings: { title: 'Headings', unit: 'log count', explanation: 'Lines that begin with one to six # and a space.' },
  tableRows: { title: 'Table rows', unit: 'log count', explanation: 'Lines that begin with a vertical bar.' },
  codeBlocks: { title: 'Code blocks', unit: 'log count', explanation: 'Blocks that are opened by three backticks.' },
  inlineCode: { title: 'Inline code', unit: 'log count', explanation: 'Pairs of single backticks outside code blocks.' },
  bold: { title: 'Bold', unit: 'log count', explanation: 'Pairs of double asterisks.' },
  formulas: { title: 'Formulas', unit: 'log count', explanation: 'Marks of TeX: $$, \\( and \\[.' },
  links: { title: 'Links', unit: 'log count', explanation: 'Addresses that begin with http://, https:// or www.' },
  emoji: { title: 'Emoji', unit: 'log count', explanation: 'Pictographs, flags counted by their halves.' },
  quotations: { title: 'Quotations', unit: 'log count', explanation: 'Pairs of double quotation marks, straight or curly.' },
  parentheses: { title: 'Parentheses', unit: 'log count', explanation: 'Opening round brackets.' },
  questions: { title: 'Question marks', unit: 'log count', explanation: 'Question marks anywhere in the response.' },
  endsWithQuestion: { title: 'Ends with a question', unit: 'yes or no', explanation: 'The last character that is not white space or a closing quotation mark is a question mark.' },
  exclamations: { title: 'Exclamation marks', unit: 'log count', explanation: 'Exclamation marks anywhere in the response.' },
  numbers: { title: 'Numbers', unit: 'log count', explanation: 'Words that begin with a digit.' },
  capitals: { title: 'Capital letters', unit: 'percent', explanation: 'Share of capital letters among the letters A to Z.' },
  nonAscii: { title: 'Other than ASCII', unit: 'percent', explanation: 'Share of characters outside ASCII: accents, other scripts, typographic marks.' },
  refusal: { title: 'Refusal', unit: 'yes or no', explanation: 'The first 300 characters say that the assistant cannot or will not do what is asked.' },
  apology: { title: 'Apology', unit: 'per 100 words', explanation: 'Words such as sorry, apologize and unfortunately.' },
  assistantDisclaimer: { title: 'Speaks of being an AI', unit: 'yes or no', explanation: 'The first 300 characters say "as an AI", "language model" or "AI assistant".' },
  assent: { title: 'Opens with assent', unit: 'yes or no', explanation: 'The first words are sure, certainly, of course, absolutely, yes, okay, or praise of the question.' },
  hedging: { title: 'Hedging', unit: 'per 100 words', explanation: 'Words that leave room, such as may, perhaps, probably, seems, generally and often.' },
  certainty: { title: 'Certainty', unit: 'per 100 words', explanation: 'Words that leave none, such as always, never, definitely, clearly and must.' },
  caution: { title: 'Caution', unit: 'per 100 words', explanation: 'Words of warning, such as important, careful, risk, dangerous, illegal, consult and professional.' },
  politeness: { title: 'Politeness', unit: 'per 100 words', explanation: 'Words such as please, thank, welcome, glad, happy, appreciate and kindly.' },
  informality: { title: 'Informal words', unit: 'per 100 words', explanation: 'Words of speech, such as yeah, gonna, kinda, hey, guys, lol and stuff.' },
  contractions: { title: 'Contractions', unit: 'per 100 words', explanation: 'Words with an apostrophe inside, such as don’t and it’s.' },
  firstPerson: { title: 'First person', unit: 'per 100 words', explanation: 'I, me, my, we, us, our and their contractions.' },
  secondPerson: { title: 'Second person', unit: 'per 100 words', explanation: 'You, your, yours, yourself and their contractions.' },
  negation: { title: 'Negation', unit: 'per 100 words', explanation: 'Not, no, never, nothing, none, nor, without, cannot and contractions with n’t.' },
  connectives: { title: 'Connectives', unit: 'per 100 words', explanation: 'Words that join an argument, such as because, therefore, however, first, then, finally and although.' },
  wordLength: { title: 'Word length', unit: 'letters', explanation: 'Mean length of a word in letters.' },
  sentenceLength: { title: 'Sentence length', unit: 'log count', explanation: 'Mean number of words in a sentence.' },
  readingLevel: { title: 'Reading level', unit: 'grade', explanation: 'School years that reading it takes by Coleman and Liau’s formula for English, kept within 0 to 25.' },
  distinctWords: { title: 'Distinct words', unit: 'percent', explanation: 'Share of different words among the first hundred.' },
  repetition: { title: 'Repetition', unit: 'percent', explanation: 'Share of runs of three words that stood in the response before.' },
  promptOverlap: { title: 'Words of the prompt', unit: 'percent', explanation: 'Share of the response’s different words that stand in the prompt.' },
  promptCopy: { title: 'Copied from the prompt', unit: 'percent', explanation: 'Share of the response’s runs of three words that stand in the prompt.' },
} as const satisfies Readonly<Record<string, TextFeature>>;

export type TextFeatureName = keyof typeof textFeatureTable;

/** In the order of the columns. */
export const textFeatureNames = Object.keys(textFeatureTable) as readonly TextFeatureName[];
