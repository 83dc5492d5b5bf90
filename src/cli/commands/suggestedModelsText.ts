import { formatBytes } from '../../core/models/formatBytes';
import { estimatedBytes, estimatedMemory, suggestedPairs, type SuggestedPair } from '../../core/models/suggestedModels';
import { exitStatus } from '../exitStatus';

/** `preflens models --suggested`: pairs that are worth a try. Asks nobody. Returns the exit status. */
export function printSuggested(format: 'json' | 'text'): number {
  const pairs = suggestedPairs.map((pair) => ({ ...pair, estimatedBytesEach: estimatedBytes(pair), estimatedMemory: estimatedMemory(pair) }));
  process.stdout.write(format === 'json' ? `${JSON.stringify({ suggested: pairs }, null, 2)}\n` : `${suggestedPairs.map(describe).join('\n\n')}\n`);
  return exitStatus.done;
}

function describe(pair: SuggestedPair): string {
  const { title, policy, reference, training, licence, secondsPer512Tokens } = pair;
  const time = `${String(secondsPer512Tokens.value)} s for 512 tokens (${secondsPer512Tokens.measured ? 'measured on a model of this shape' : 'estimated'}, two cores)`;
  return [
    `${title}: ${training}; ${licence}`,
    `  about ${formatBytes(estimatedBytes(pair))} each in fp32, ${formatBytes(estimatedMemory(pair))} of memory for both, ${time}`,
    `  preflens models --get ${policy}`,
    `  preflens models --get ${reference}`,
  ].join('\n');
}
