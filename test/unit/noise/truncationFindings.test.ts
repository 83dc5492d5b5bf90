import { describe, expect, it } from 'vitest';

import { defaultFindingSettings } from '../../../src/core/noise/config/findingSettings';
import type { Finding } from '../../../src/core/noise/finding';
import { FindingCollector } from '../../../src/core/noise/structural/findingCollector';
import { reportTruncation, type MeasuredTruncation } from '../../../src/core/noise/structural/reportTruncation';
import type { PairEvaluation, ResponseEvaluation } from '../../../src/core/scoring/pairEvaluation';

const place = { row: 4, line: 5, pair: 0 };
const rule = { convention: 'trl', maxLength: 32 } as const;

function truncationFindings(measured: MeasuredTruncation): readonly Finding[] {
  const collector = new FindingCollector(defaultFindingSettings);
  reportTruncation(place, measured, rule, collector);
  return collector.findings;
}

function response(tokenCount: number, truncated: boolean): ResponseEvaluation {
  return { tokenCount, scoredTokenCount: tokenCount, truncated, logProbability: -1, referenceLogProbability: null, sharedLengthLogProbability: -1, sharedLengthReferenceLogProbability: null, entropy: null, sequentialKl: null };
}

function codes(chosen: ResponseEvaluation, rejected: ResponseEvaluation, normalizedEditDistance = 0.5): readonly string[] {
  const evaluation: PairEvaluation = { promptTokenCount: 30, chosen, rejected, states: null, displacement: null, normalizedEditDistance };
  return truncationFindings({ pair: evaluation }).map(({ code, evidence }) => `${code} ${String((evidence as { side?: string }).side ?? '')}`.trim());
}

describe('truncation under a convention', () => {
  it('has nothing to say where nothing is cut, equal and empty responses included', () => {
    expect(codes(response(5, false), response(7, false))).toEqual([]);
    expect(codes(response(5, false), response(5, false), 0)).toEqual([]);
    expect(codes(response(0, false), response(5, false))).toEqual([]);
  });

  it('says which response is emptied or cut', () => {
    expect(codes(response(0, true), response(2, false))).toEqual(['truncated-empty chosen']);
    expect(codes(response(2, true), response(2, false))).toEqual(['truncated-response chosen']);
    expect(codes(response(2, true), response(2, true))).toEqual(['truncated-response chosen', 'truncated-response rejected']);
  });

  it('says once that both responses became the same', () => {
    expect(codes(response(2, true), response(2, true), 0)).toEqual(['truncated-identical']);
  });

  it('knows prompts that leave no room, and no other failure', () => {
    const failed = (code: 'prompt-fills-max-length' | 'worker-crashed') => truncationFindings({ failure: code });
    expect(failed('prompt-fills-max-length')).toMatchObject([{ row: 4, line: 5, pair: 0, code: 'prompt-too-long', severity: 'error', evidence: { convention: 'trl', maxLength: 32 } }]);
    expect(failed('worker-crashed')).toEqual([]);
  });
});
