import { scanLayout } from './layoutScan';
import { openingMarks } from './openingMarks';
import type { PromptWords } from './promptWords';
import { textFeatureNames, type TextFeatureName } from './textFeatureTable';
import type { WordClass } from './wordClasses';
import { WordScan } from './wordScan';
import { WordVariety } from './wordVariety';

/** Beyond that many characters only the length is counted: a text that nobody reads to its end must not hold up the file. */
const mostCharacters = 100_000;

const columns = new Map<TextFeatureName, number>(textFeatureNames.map((name, index) => [name, index]));

/** Counts the features of responses, one after the other. */
export class ResponseFeatures {
  /** By the columns of `textFeatureNames`; overwritten by the next response. */
  readonly values = new Float64Array(textFeatureNames.length);
  private readonly scan = new WordScan();
  private readonly variety = new WordVariety();

  read(response: string, prompt: PromptWords): void {
    const text = response.length > mostCharacters ? response.slice(0, mostCharacters) : response;
    this.scan.scan(text);
    this.set('characters', Math.log1p(response.length));
    this.readCounts();
    this.readLayout(text);
    this.readShares(text);
    this.readOpening(text);
    this.readRates();
    this.readReadability();
    this.readVariety(prompt);
  }

  private set(name: TextFeatureName, value: number): void {
    this.values[columns.get(name) ?? -1] = value;
  }

  private readCounts(): void {
    const { scan } = this;
    this.set('words', Math.log1p(scan.words));
    this.set('sentences', Math.log1p(scan.sentences));
    this.set('emoji', Math.log1p(scan.emoji));
    this.set('quotations', Math.log1p(scan.quotes / 2));
    this.set('parentheses', Math.log1p(scan.parentheses));
    this.set('questions', Math.log1p(scan.questions));
    this.set('exclamations', Math.log1p(scan.exclamations));
    this.set('numbers', Math.log1p(scan.numbers));
  }

  private readLayout(text: string): void {
    const layout = scanLayout(text);
    this.set('paragraphs', Math.log1p(layout.paragraphs));
    this.set('listItems', Math.log1p(layout.listItems));
    this.set('headings', Math.log1p(layout.headings));
    this.set('tableRows', Math.log1p(layout.tableRows));
    this.set('codeBlocks', Math.log1p(layout.codeBlocks));
    this.set('inlineCode', Math.log1p(layout.inlineCode));
    this.set('bold', Math.log1p(layout.bold));
    this.set('formulas', Math.log1p(layout.formulas));
    this.set('links', Math.log1p(layout.links));
  }

  private readShares(text: string): void {
    const { capitals, asciiLetters, nonAscii } = this.scan;
    this.set('capitals', (100 * capitals) / Math.max(asciiLetters, 1));
    this.set('nonAscii', (100 * nonAscii) / Math.max(text.length, 1));
  }

  private readOpening(text: string): void {
    const { refusal, assistantDisclaimer, assent } = openingMarks(text);
    this.set('refusal', Number(refusal));
    this.set('assistantDisclaimer', Number(assistantDisclaimer));
    this.set('assent', Number(assent));
    this.set('endsWithQuestion', Number(/[?？]["'”’»)*_]*$/.test(text.slice(-40).trimEnd())));
  }

  private readRates(): void {
    const { scan } = this;
    const rate = (count: number) => (100 * count) / Math.max(scan.words, 1);
    for (const name of rateClasses) this.set(name, rate(scan.inClass(name)));
    this.set('contractions', rate(scan.contractions));
    this.set('negation', rate(scan.inClass('negation') + scan.negations));
  }

  /** Coleman and Liau, "A computer readability formula designed for machine scoring", 1975: 0.0588·L − 0.296·S − 15.8 in a hundred words. */
  private readReadability(): void {
    const { words, sentences, letters } = this.scan;
    const hundreds = words / 100;
    const grade = words === 0 ? 0 : (0.0588 * letters - 0.296 * sentences) / hundreds - 15.8;
    this.set('wordLength', letters / Math.max(words, 1));
    this.set('sentenceLength', Math.log1p(words / Math.max(sentences, 1)));
    this.set('readingLevel', Math.min(Math.max(grade, 0), 25));
  }

  private readVariety(prompt: PromptWords): void {
    const { distinctWords, repetition, promptOverlap, promptCopy } = this.variety.of(this.scan, prompt);
    this.set('distinctWords', 100 * distinctWords);
    this.set('repetition', 100 * repetition);
    this.set('promptOverlap', 100 * promptOverlap);
    this.set('promptCopy', 100 * promptCopy);
  }
}

/** Word lists that are features as they are. */
const rateClasses = ['apology', 'hedging', 'certainty', 'caution', 'politeness', 'informality', 'firstPerson', 'secondPerson', 'connectives'] as const satisfies readonly WordClass[];
