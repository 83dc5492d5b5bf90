/** Every command of the extension; the manifest declares the same, which a test checks. */
export const commandIds = {
  openAsTable: 'preflens.openAsTable',
  openDatasetFolder: 'preflens.openDatasetFolder',
  scoreDataset: 'preflens.scoreDataset',
  cancelScoring: 'preflens.cancelScoring',
  explainPair: 'preflens.explainPair',
  attributePrompt: 'preflens.attributePrompt',
  attributeFlaggedRows: 'preflens.attributeFlaggedRows',
  clearAttribution: 'preflens.clearAttribution',
  toggleInline: 'preflens.toggleInline',
  goToNextWorstPair: 'preflens.goToNextWorstPair',
  goToPreviousWorstPair: 'preflens.goToPreviousWorstPair',
  selectPolicyModel: 'preflens.selectPolicyModel',
  selectReferenceModel: 'preflens.selectReferenceModel',
  swapPair: 'preflens.swapPair',
  dropRow: 'preflens.dropRow',
  editPair: 'preflens.editPair',
  silenceFinding: 'preflens.silenceFinding',
  undoChange: 'preflens.undoChange',
  redoChange: 'preflens.redoChange',
  showChanges: 'preflens.showChanges',
  exportDataset: 'preflens.exportDataset',
  showModels: 'preflens.showModels',
  clearStoredScores: 'preflens.clearStoredScores',
  openSample: 'preflens.openSample',
  openWalkthrough: 'preflens.openWalkthrough',
  showLog: 'preflens.showLog',
} as const;

/** What the status bar item opens; not in the palette. */
export const statusMenuCommand = 'preflens.showStatusMenu';
