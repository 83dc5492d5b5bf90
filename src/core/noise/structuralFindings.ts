import type { PreferencePair, ReadRow } from '../dataset/preferencePair';
import { defaultFindingSettings, type FindingSettings } from './config/findingSettings';
import type { Finding } from './finding';
import { FindingCollector } from './structural/findingCollector';
import { FormatOutliers } from './structural/formatOutliers';
import { LengthOutliers } from './structural/lengthOutliers';
import { NearDuplicates } from './structural/nearDuplicates';
import { otherPlace, PairIdentities, type NormalizedKey } from './structural/pairIdentities';
import { PairPlaces, placeName } from './structural/pairPlaces';
import { PairViews, type PairView, type SideView } from './structural/pairView';
import { PreferenceCycles } from './structural/preferenceCycles';
import type { CheckContext, Report } from './structural/structuralCheck';
import { structuralChecks } from './structural/structuralChecks';
import type { TextLibraries } from './structural/textLibraries';

/** Near-duplicates are looked for among so many pairs from the start of the file, so that memory has a bound. */
const sketchedPairs = 1 << 21;

/**
 * Finds what is wrong with pairs without any model. Holds numbers for each pair (docs/performance.md says how many bytes), no texts. What it
 * finds depends on the pairs and their order alone, not on how they come in.
 */
export class StructuralFindings {
  private readonly collector: FindingCollector;
  private readonly context: CheckContext;
  private readonly checks: typeof structuralChecks;
  private readonly views = new PairViews();
  private readonly places = new PairPlaces();
  private readonly identities: PairIdentities;
  private readonly near = new NearDuplicates();
  private readonly cycles = new PreferenceCycles();
  private readonly lengths = new LengthOutliers();
  private readonly formats = new FormatOutliers();
  private known: readonly Finding[] | undefined;
  private fileFindingsNotKept = 0;

  /**
   * `hash` shortens a content key; pairs with equal hashes count as equal. Codes that are off are not looked for; without `libraries`
   * (see loadTextLibraries) neither are other languages and phone numbers.
   */
  constructor(
    hash: (text: string) => string,
    private readonly settings: FindingSettings = defaultFindingSettings,
    libraries: TextLibraries | null = null,
  ) {
    this.context = { thresholds: settings.thresholds, libraries };
    this.collector = new FindingCollector(settings);
    this.checks = structuralChecks.filter(({ codes }) => codes.some((code) => this.collector.isOn(code)));
    this.identities = new PairIdentities(hash, this.places, this.collector);
  }

  /** Pairs are added in file order. */
  add(pair: PreferencePair): void {
    this.known = undefined;
    const view = this.views.of(pair);
    const report: Report = (code, message, evidence) => { this.collector.report(pair, code, message, evidence); };
    for (const check of this.checks) check.run(view, report, this.context);
    const number = this.places.add(pair);
    const isKnown = this.identities.add(number, pair.texts, this.normalizedKey(view));
    this.addSketches(number, view, isKnown);
    this.lengths.add(lengthOf(view.chosen), lengthOf(view.rejected));
    this.formats.add(number, view.chosen.text, view.rejected.text, this.settings.thresholds);
  }

  /** What a row says of answers that make no pair. Its pairs are added one by one. */
  addTies(row: ReadRow): void {
    const tie = row.loose.find(({ kind }) => kind === 'tie');
    if (tie === undefined) return;
    this.known = undefined;
    const ties = row.loose.filter(({ kind }) => kind === 'tie').length;
    this.collector.report({ row: row.row, line: row.line, pair: 0 }, 'tie', tie.why, { ties });
  }

  /** Findings for information that there are beyond those that are kept. Counted with `all`. */
  get notKept(): number {
    return this.fileFindingsNotKept + this.collector.notKept;
  }

  /** All findings so far, in file order. */
  all(): readonly Finding[] {
    this.known ??= this.withFileFindings();
    return this.known;
  }

  /** Equal for pairs that are the same but for layout, whichever response is preferred; undefined where nothing is left without layout. */
  private normalizedKey({ pair: { texts }, prompt, chosen, rejected }: PairView): NormalizedKey | undefined {
    const answers = this.cycles.add(prompt.sketch, chosen.sketch, rejected.sketch);
    if (chosen.sketch.length === 0 || rejected.sketch.length === 0 || (texts.format === 'conversational' && texts.tools !== undefined)) return undefined;
    const isFirst = answers.chosen <= answers.rejected;
    return { key: { low: isFirst ? answers.chosen : answers.rejected, high: isFirst ? answers.rejected : answers.chosen }, preference: isFirst ? 0 : 1 };
  }

  private addSketches(number: number, { pair, prompt, chosen, rejected }: PairView, isKnown: boolean): void {
    if (number >= sketchedPairs || !(this.collector.isOn('near-duplicate') || this.collector.isOn('near-contradiction'))) return;
    const threshold = this.settings.thresholds.nearDuplicateSimilarity;
    const near = this.near.add(number, { prompt: prompt.sketch, chosen: chosen.sketch, rejected: rejected.sketch }, threshold, (other) => this.places.at(other).row === pair.row);
    if (near === undefined || isKnown) return;
    const place = this.places.at(near.number);
    const evidence = { ...otherPlace(place), similarity: hundredths(near.similarity), promptSimilarity: hundredths(near.promptSimilarity), threshold };
    if (near.isSwapped) this.collector.report(pair, 'near-contradiction', `Nearly the same responses to nearly the same prompt are preferred the other way round in ${placeName(place)}.`, evidence);
    else this.collector.report(pair, 'near-duplicate', `Nearly the same pair stands in ${placeName(place)} already.`, evidence);
  }

  private withFileFindings(): readonly Finding[] {
    const collector = new FindingCollector(this.settings);
    if (collector.isOn('preference-cycle')) this.reportCycles(collector);
    if (collector.isOn('length-outlier') || collector.isOn('length-ratio')) this.lengths.report(this.places, collector, this.settings.thresholds);
    this.formats.report(this.places, collector, this.settings.thresholds);
    this.fileFindingsNotKept = collector.notKept;
    const all = [...this.collector.findings, ...collector.findings];
    return all.sort((first, second) => first.row - second.row || first.pair - second.pair);
  }

  private reportCycles(collector: FindingCollector): void {
    for (const { number, length, next, answers } of this.cycles.cyclicPairs()) {
      const place = this.places.at(next);
      const cycle = length === null ? `a tangle of ${String(answers)} answers` : `a cycle of ${String(length)} answers, which goes on in ${placeName(place)}`;
      collector.report(this.places.at(number), 'preference-cycle', `The preference is part of ${cycle}.`, { ...otherPlace(place), cycleLength: length, answers });
    }
  }
}

/** Responses of nothing but white space have findings of their own, and no length. */
function lengthOf({ text, isBlank }: SideView): number {
  return isBlank ? 0 : text.length;
}

function hundredths(share: number): number {
  return Math.round(share * 100) / 100;
}
