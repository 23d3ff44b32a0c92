import type {RunOrderId} from '../../core/run.ts';
import {foreignProse} from '../../core/text/sanitize.ts';
import type {ForeignText} from '../../core/text/text.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {changed, withNotice} from '../../store/with-view.ts';
import {targetRuns} from './marks.ts';

/** Longer labels are cut to this number of characters. */
const maxLength = 100;

/** The name that the user gave to a run; null if there is none. */
export function labelOf({saved}: Pick<State, 'saved'>, id: RunOrderId): ForeignText | null {
	return saved.labels.get(id) ?? null;
}

/** Names the selected run, or all marked runs in sight. An empty text removes their labels. */
export function labelRuns(state: State, text: string, at: Instant): State {
	const ids = targetRuns(state).map(({id}) => id);
	const label = foreignProse(text.trim().slice(0, maxLength));
	const labels = new Map(state.saved.labels);
	const isRemoved = label.exact === '';

	for (const id of ids) {
		labels.delete(id);

		if (!isRemoved) {
			labels.set(id, label);
		}
	}

	return ids.length === 0
		? state
		: withNotice(
				changed(state, {saved: {...state.saved, labels}}),
				{kind: 'labeled', label: isRemoved ? null : label.safe, count: ids.length},
				at,
			);
}
