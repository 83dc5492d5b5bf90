import { reviewItems } from '../../../src/core/noise/review/reviewQueue';
import { decisionNames } from '../../../src/core/noise/review/reviewRecord';
import { findingsAgenda } from '../../../src/editor/findings/review/findingsAgenda';
import { ReviewSession } from '../../../src/editor/findings/review/reviewSession';
import { ReviewFile } from '../../../src/io/review/reviewFile';
import { rowHash } from '../../../src/io/rowHash';

/** A window of its own that decides about one finding after the other, and says so, until it is killed. */
const [dataset = ''] = process.argv.slice(2);
const rows = Array.from({ length: 5000 }, (_, row) => row);
const findings = rows.map((row) => ({ row, line: row + 1, pair: 0, code: 'identical-responses' as const, severity: 'error' as const, message: '', evidence: {} }));
const items = reviewItems(findings, rows.map((row) => rowHash(String(row))));

async function decideAll(): Promise<void> {
  const session = await ReviewSession.open(new ReviewFile(dataset), findingsAgenda(() => items));
  for (let { current } = session; current !== null; current = session.current) {
    const decision = decisionNames[current.item.row % decisionNames.length] ?? 'keep';
    await session.decide(decision);
    process.stdout.write(`${String(current.item.row)} ${decision}\n`);
  }
}

void decideAll();
