import type { PairEditAction, ReviewView } from '../../src/shared/pairPanelProtocol';
import { takesTyping } from '../common/ui';
import type { PanelActions } from './actions';
import { colorings } from './coloring';
import { reviewAction } from './reviewButtons';
import type { TokenCard } from './tokenCard';

/** Keys of the buttons that change a pair; each can be undone. */
const editKeys: Readonly<Partial<Record<string, PairEditAction>>> = { s: 'swap', e: 'edit', Delete: 'drop' };

/** Single keys that work wherever the focus is, except in controls that use letters themselves. */
export function listenForShortcuts(actions: PanelActions, card: TokenCard, review: () => ReviewView | null): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || takesTyping(event)) return;
    if (event.repeat && review() !== null) return event.preventDefault();
    if (handleReview(event.key, actions, review(), card) || handle(event.key, actions, card)) event.preventDefault();
  });
}

/** During a review its keys come first: the same letters would change the pair at once. */
function handleReview(key: string, actions: PanelActions, review: ReviewView | null, card: TokenCard): boolean {
  if (review === null || (key === 'Escape' && card.isShown)) return false;
  const action = reviewAction(review, key);
  const isBlind = review.kind === 'sampleDone' || (review.kind === 'sampled' && review.isBlind);
  if (action === undefined) return key === 's' || key === 'e' || key === 'p' || key === 'Delete' || key === 'n' || (isBlind && key === 'a');
  actions.review(action);
  return true;
}

function handle(key: string, actions: PanelActions, card: TokenCard): boolean {
  if (key === 'n' || key === 'p') {
    actions.step(key === 'n' ? 'next' : 'previous');
    return true;
  }
  if (key === 'm') {
    actions.change({ rendering: actions.state().rendering === 'exact' ? 'rendered' : 'exact' });
    return true;
  }
  if (key === 'a') {
    actions.attribute();
    return true;
  }
  const edit = editKeys[key];
  if (edit !== undefined) {
    actions.edit(edit);
    return true;
  }
  if (key === 'Escape' && card.isShown) {
    card.hide();
    return true;
  }
  const coloring = colorings[Number(key) - 1];
  if (coloring === undefined) return false;
  actions.change({ coloring });
  return true;
}
