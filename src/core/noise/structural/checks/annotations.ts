import type { RowLabels } from '../../../dataset/preferencePair';
import type { StructuralCheck } from '../structuralCheck';

/** Names under which rows keep the ratings of the two responses. */
const ratings: readonly (readonly [string, string])[] = [
  ['score_chosen', 'score_rejected'],
  ['chosen_score', 'rejected_score'],
  ['chosen_rating', 'rejected_rating'],
  ['chosen_reward', 'rejected_reward'],
];

/** What the row itself says about its preference. */
export const annotations: StructuralCheck = {
  codes: ['annotators-disagree', 'equal-ratings', 'ratings-contradict'],
  run: ({ pair: { notes, labels } }, report) => {
    const note = notes.find(({ code }) => code === 'annotators-disagree');
    if (note !== undefined) report('annotators-disagree', 'The annotators of the row did not agree.', {});
    if (Object.keys(labels).length < 2) return;
    const rated = ratingsOf(labels);
    if (rated === undefined) return;
    const { chosen, rejected } = rated;
    if (chosen === rejected) report('equal-ratings', `The row rates both responses ${String(chosen)}.`, { chosenRating: chosen, rejectedRating: rejected });
    if (chosen < rejected) {
      report('ratings-contradict', `The row rates the rejected response higher (${String(rejected)}) than the chosen one (${String(chosen)}).`, { chosenRating: chosen, rejectedRating: rejected });
    }
  },
};

function ratingsOf(labels: RowLabels): { readonly chosen: number; readonly rejected: number } | undefined {
  for (const [chosenName, rejectedName] of ratings) {
    const [chosen, rejected] = [Number(labels[chosenName]), Number(labels[rejectedName])];
    if (Number.isFinite(chosen) && Number.isFinite(rejected)) return { chosen, rejected };
  }
  return undefined;
}
