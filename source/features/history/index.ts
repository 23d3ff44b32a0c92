import {hasEnded, type RunOrderId} from '../../core/run.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import type {State} from '../../store/state.ts';
import {withNotice} from '../../store/with-view.ts';
import {hitOf, movementRows, movements} from '../panes/index.ts';
import {editedPrompt, promptFor} from '../prompt/index.ts';
import {
	closeHistory,
	failHistory,
	historyHeight,
	isFirstInHistory,
	moveInHistory,
	openHistory,
	refreshHistory,
	reopenSelected,
	searchHistory,
	selectClicked,
	selectHistory,
	showFoundRuns,
	type HistoryModel,
} from './list.ts';
import {historyEn, historyZh} from './messages.ts';
import {historyNotices} from './notices.ts';
import {reopenRun} from './reopen.ts';
import {countFailedInputs, endReadBack, updateSync, withSync} from './sync.ts';

export {startSync} from './sync.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		history: NoArguments;
	}

	interface Overlays {
		history: {readonly state: NoArguments; readonly model: HistoryModel | null};
	}

	interface FeatureMessages {
		history: typeof historyEn;
	}
}

export const history = {
	commands: {
		...movements((state, movement) =>
			isOpen(state) ? moveInHistory(state, movementRows(movement, historyHeight(state))) : null,
		),
		recall: (state, {step}) =>
			promptFor(state, 'history') === null || (step > 0 && isFirstInHistory(state))
				? null
				: moveInHistory(state, -step),
		history: (state, _, at) => (isOpen(state) ? closeHistory(state) : openHistory(state, at)),
		submit: state => (promptFor(state, 'history') === null ? null : reopenSelected(state)),
		back: state => (promptFor(state, 'history') === null ? null : closeHistory(state)),
	},
	overlays: {history: selectHistory},
	bindings: [bind('everywhere', 'history', ['H'])],
	words: {
		history: {
			en: ['history', 'runs that have ended, searchable'],
			zh: ['历史', '已结束的运行，可搜索'],
		},
	},
	actions: {
		historyFound: (state, {page}) => showFoundRuns(state, page),
		polled: (state, {outcomes}, {before}) =>
			outcomes.some(({id}) => isNewlyEnded(id, state, before)) ? refreshHistory(state) : state,
		historyFailed: (state, {problem, at}) => failHistory(state, problem, at),
		runReopened: (state, {run, kept, at}) => reopenRun(state, run, kept, at),
		absenceKnown(state, {absence, missed, at}) {
			const noticed =
				absence.ended === 0
					? state
					: withNotice(state, {kind: 'since-last-visit', absence, now: at}, at);
			return refreshHistory({...noticed, history: {...noticed.history, missed}});
		},
		readBackEnded: (state, {from, isWhole}) => endReadBack(state, from, isWhole),
		orderRead: (state, {info}) => (info === null ? countFailedInputs(state) : state),
		syncChanged: (state, {sync, at}) => updateSync(state, sync, at),
		// After the API key was rejected, no response will arrive.
		denied: state => withSync(state, null),
		clicked(state, action, {before}) {
			const hit = hitOf(before, action);
			return isOpen(before) && hit?.place === 'overlay' ? selectClicked(state, hit.row) : state;
		},
	},
	derive: (state, previous, {at}) =>
		editedPrompt(state, previous, 'history') === null ? state : searchHistory(state, at),
	notices: historyNotices,
	messages: {history: {en: historyEn, zh: historyZh}},
} satisfies Feature;

function isOpen({view}: Pick<State, 'view'>): boolean {
	return view.overlay?.kind === 'history';
}

function isNewlyEnded(id: RunOrderId, {runs}: State, {runs: before}: State): boolean {
	const [old, run] = [before.get(id), runs.get(id)];
	return run !== undefined && hasEnded(run) && (old === undefined || !hasEnded(old));
}
