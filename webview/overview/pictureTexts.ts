import type { CardParts } from './pictureCard';

export type PictureName = 'margins' | 'noise' | 'findings' | 'lengthAccuracy' | 'lengthMargins' | 'calibration' | 'slices' | 'preferences' | 'agreement';

/** What each picture is called, what it shows in one plain sentence, and how its marks lie. */
export const pictureTexts: Readonly<Record<PictureName, Omit<CardParts, 'id'>>> = {
  margins: {
    title: 'Margins',
    sentence: 'How much more the models reward the chosen response than the rejected one; left of zero they object to the label.',
    layout: 'columns',
  },
  noise: {
    title: 'How good are the labels?',
    sentence: 'How many labels are probably the wrong way round, by all evidence and by each source alone.',
    layout: null,
  },
  findings: {
    title: 'Findings',
    sentence: 'What was found, the most frequent first; a name goes to the first row, a number selects all of them.',
    layout: 'rows',
  },
  lengthAccuracy: {
    title: 'Length',
    sentence: 'A file in which the longer response nearly always wins teaches length, whatever else it was made for.',
    layout: 'columns',
  },
  lengthMargins: {
    title: 'Length and margins',
    sentence: 'If the models follow length, margins rise from left, where the chosen response is shorter, to right.',
    layout: 'columns',
  },
  calibration: {
    title: 'Calibration',
    sentence: 'Whether the models are right as often as they are sure, by a label that they were not trained on; on the dashed line they are.',
    layout: 'columns',
  },
  slices: {
    title: 'Slices',
    sentence: 'The same margins by source, model, annotator or language: where the labels are worse than elsewhere.',
    layout: 'frames',
  },
  preferences: {
    title: 'What the file seems to prefer',
    sentence: 'How much one standard deviation more of a feature raises the log-odds of being chosen between responses of equal length.',
    layout: null,
  },
  agreement: {
    title: 'Evidence',
    sentence: 'Each source judges the labels in its own way; where they agree without knowing of each other, they are more likely right.',
    layout: null,
  },
};
