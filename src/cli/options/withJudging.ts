import type { Command } from 'commander';

import { withScoring } from './withScoring';

/** Adds what every command takes that judges labels: by which configuration, and by which models. */
export function withJudging(command: Command): Command {
  return withScoring(
    command
      .option('--no-models', 'ask no model: what the texts alone say')
      .option('--probe', 'let a probe learn from the texts and labels of the file, also without models')
      .option('--policy <folder>', 'ask this model: its folder or .onnx file (default: those of the configuration, else the embedded ones)')
      .option('--reference <folder>', 'against this reference: a model folder, .onnx file, or "none"')
      .option('--config <file>', 'use this configuration, not the preflens.config.json beside and above each file')
      .option('--no-config', 'use no configuration')
      .option('--convention <name>', 'trainer whose tokens and sums are followed (default: trl)')
      .option('--beta <number>', 'KL strength of DPO (default: 0.1)')
      .option('--max-length <tokens>', 'tokens of prompt and response together (default: 1024)'),
  );
}
