import {failureCard} from '../../core/failure-card.ts';
import type {Feature} from '../../store/feature.ts';
import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';
import {contentHeight, isInFront, movementRows, movements, onMouse} from '../panes/index.ts';
import {targetRuns} from '../runs/index.ts';
import {runEn, runZh} from './messages.ts';

/** Maximum number of rows to scroll down. Only the view knows the real number, which depends on language and width. */
const maxScrollTop = 30;

declare module '../../store/registry.ts' {
	interface ViewParts {
		detailScrollTop: number;
	}
}

export const run = {
	commands: {
		...movements((state, movement) => {
			const height = contentHeight(state, 'detail');
			return isInFront(state, 'detail') ? scroll(state, movementRows(movement, height)) : null;
		}),
		copy(state) {
			const runs = targetRuns(state);
			const [first, ...others] = runs;
			const isMarked = first === undefined || state.view.marked.has(first.id);
			const card = isMarked || others.length > 0 ? null : failureCard(first);

			// For a failed run, its failure card is copied, which contains the id.
			if (card !== null) {
				return {state, effects: [{type: 'copyFailure', card}]};
			}

			const text = runs.map(({id}) => id).join('\n');
			return first === undefined
				? null
				: {state, effects: [{type: 'copy', text, what: first.safeId, runs: runs.length}]};
		},
	},
	initial: () => ({view: {detailScrollTop: 0}}),
	actions: onMouse('detail', scroll, state => withView(state, {focus: 'detail'})),
	messages: {run: {en: runEn, zh: runZh}},
} satisfies Feature;

function scroll(state: State, rows: number): State {
	const detailScrollTop = Math.max(0, Math.min(state.view.detailScrollTop + rows, maxScrollTop));
	return withView(state, {detailScrollTop});
}
