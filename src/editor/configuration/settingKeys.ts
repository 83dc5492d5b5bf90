/** Settings that another model set must be loaded for. */
export const modelSettingKeys = [
  'preflens.models.policy',
  'preflens.models.reference',
  'preflens.convention',
  'preflens.maxLength',
  'preflens.engine.threads',
  'preflens.engine.memory',
  'preflens.engine.allFigures',
] as const;

/** Settings that figures follow from by arithmetic: no model is asked again. */
export const scoringSettingKeys = ['preflens.beta', 'preflens.labelSmoothing', 'preflens.simpo.beta', 'preflens.simpo.gamma'] as const;
