import type { Command } from 'commander';

/** Adds what every command takes that asks models and keeps what they say: what they may use of the machine, and whether anything is kept. */
export function withScoring(command: Command): Command {
  return command
    .option('--threads <number>', 'threads of the matrix products; 0: one a core', '0')
    .option('--memory <megabytes>', 'memory that the models may use; 0: 70 % of what is free', '0')
    .option('--no-store', 'measure every pair anew, and keep nothing for the next time');
}
