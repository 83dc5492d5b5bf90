import type { ReportView } from '../../src/shared/reportProtocol';
import { intervalBar } from './intervalBar';
import { percentInterval } from './reportNumbers';
import { reportSection, reportTable } from './reportTable';

/** Whether the longer response wins, and what is left of the models' accuracy at equal length. */
export function lengthSection({ lengthBias }: ReportView): HTMLElement | null {
  if (lengthBias === null) return null;
  const { longerWins, accuracy, lengthControlledAccuracy } = lengthBias;
  const rows = ([['The longer response is the chosen one', longerWins], ['The models prefer the chosen response', accuracy], ['The same at equal length', lengthControlledAccuracy]] as const).flatMap(([name, interval]) =>
    interval === null ? [] : [[name, percentInterval(interval), intervalBar(interval, { from: 0, to: 1 })]],
  );
  return reportSection('Length', 'A file in which the longer response nearly always wins teaches length, whatever else it was made for.', reportTable('Length', [{ title: 'Question', isTitleHidden: true }, { title: 'Share of pairs', kind: 'number' }, { title: 'Picture', isTitleHidden: true, kind: 'bar' }], rows));
}
