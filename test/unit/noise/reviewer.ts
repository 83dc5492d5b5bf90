import { reviewItems } from '../../../src/core/noise/review/reviewQueue';
import { decisionNames } from '../../../src/core/noise/review/reviewRecord';
import { findingsAgenda } from '../../../src/editor/findings/review/findingsAgenda';
import { ReviewSession } from '../../../src/editor/findings/review/reviewSession';
import { sampleAgenda } from '../../../src/editor/findings/review/sampleAgenda';
import { ReviewFile } from '../../../src/io/review/reviewFile';
import { rowHash } from '../../../src/io/rowHash';

/** A window of its own that decides about one finding, or pair of a sample, after the other, and says so, until it is killed. */
const [dataset = '', kind = 'findings'] = process.argv.slice(2);
const rows = Array.from({ length: 5000 }, (_, row) => row);
const findings = rows.map((row) => ({ row, line: row + 1, pair: 0, code: 'identical-responses' as const, severity: 'error' as const, message: '', evidence: {} }));
const items = reviewItems(findings, rows.map((row) => rowHash(String(row))));
const pairs = rows.map((row) => ({ row, line: row + 1, pair: 0, hash: rowHash(String(row)), swapped: rowHash(`swapped ${String(row)}`), occurrence: 0 }));

async function decideAll(): Promise<void> {
  const file = new ReviewFile(dataset);
  const session = kind === 'sample' ? await ReviewSession.open(file, sampleAgenda({ seed: 1, size: rows.length }, pairs)) : await ReviewSession.open(file, findingsAgenda(() => items));
  for (let { current } = session; current !== null; current = session.current) {
    const decision = decisionNames[current.item.row % decisionNames.length] ?? 'keep';
    await session.decide(decision);
    process.stdout.write(`${String(current.item.row)} ${decision}\n`);
  }
}

void decideAll();
