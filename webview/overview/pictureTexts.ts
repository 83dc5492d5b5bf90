import * as l10n from '@vscode/l10n';

import type { CardParts } from './pictureCard';

export type PictureName = 'margins' | 'noise' | 'findings' | 'lengthAccuracy' | 'lengthMargins' | 'calibration' | 'slices' | 'preferences' | 'agreement';

/** What each picture is called, what it shows in one plain sentence, and how its marks lie. */
export const pictureTexts: Readonly<Record<PictureName, Omit<CardParts, 'id'>>> = {
  margins: {
    title: l10n.t('Margins'),
    sentence: l10n.t('How much more the models reward the chosen response than the rejected one; left of zero they object to the label.'),
    layout: 'columns',
  },
  noise: {
    title: l10n.t('How good are the labels?'),
    sentence: l10n.t('How many labels are probably the wrong way round, by all evidence and by each source alone.'),
    layout: null,
  },
  findings: {
    title: l10n.t('Findings'),
    sentence: l10n.t('What was found, the most frequent first; a name goes to the first row, a number selects all of them.'),
    layout: 'rows',
  },
  lengthAccuracy: {
    title: l10n.t('Length'),
    sentence: l10n.t('A file in which the longer response nearly always wins teaches length, whatever else it was made for.'),
    layout: 'columns',
  },
  lengthMargins: {
    title: l10n.t('Length and margins'),
    sentence: l10n.t('If the models follow length, margins rise from left, where the chosen response is shorter, to right.'),
    layout: 'columns',
  },
  calibration: {
    title: l10n.t('Calibration'),
    sentence: l10n.t('Whether the models are right as often as they are sure, by a label that they were not trained on; on the dashed line they are.'),
    layout: 'columns',
  },
  slices: {
    title: l10n.t('Slices'),
    sentence: l10n.t('The same margins by source, model, annotator or language: where the labels are worse than elsewhere.'),
    layout: 'frames',
  },
  preferences: {
    title: l10n.t('What the file seems to prefer'),
    sentence: l10n.t('How much one standard deviation more of a feature raises the log-odds of being chosen between responses of equal length.'),
    layout: null,
  },
  agreement: {
    title: l10n.t('Evidence'),
    sentence: l10n.t('Each source judges the labels in its own way; where they agree without knowing of each other, they are more likely right.'),
    layout: null,
  },
};
