import {foreignName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import type {State} from '../../store/state.ts';
import {toTransition, type HandlerResult} from '../../store/transition.ts';
import {withNotice} from '../../store/with-view.ts';
import {withListedQuotes} from '../money/index.ts';
import {hitOf, movementRows, movements} from '../panes/index.ts';
import {editedPrompt, promptFor} from '../prompt/index.ts';
import {reduceRunsAdded, saveAdded, select} from '../runs/index.ts';
import {pickerEn, pickerZh} from './messages.ts';
import {
	addPage,
	closePicker,
	failPage,
	isFirstInPicker,
	markInPicker,
	movePicker,
	openPicker,
	openRemoved,
	pickedIds,
	retypePicker,
	withPicker,
} from './reduce.ts';
import {pickerHeight, selectPicker, type PickerModel} from './select.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		add: NoArguments;
		/** Lists the runs that were removed lately. */
		removed: NoArguments;
	}

	interface Overlays {
		picker: {readonly state: NoArguments; readonly model: PickerModel | null};
	}

	interface FeatureMessages {
		picker: typeof pickerEn;
	}
}

export const picker = {
	commands: {
		...movements((state, movement) =>
			state.view.overlay?.kind === 'picker'
				? movePicker(state, movementRows(movement, pickerHeight(state)))
				: null,
		),
		recall: (state, {step}) =>
			promptFor(state, 'add') === null || (step > 0 && isFirstInPicker(state))
				? null
				: movePicker(state, -step),
		add: openPicker,
		removed: (state, _, at) => openRemoved(state, at),
		complete: state => (state.picker === null ? null : markInPicker(state)),
		submit: (state, _, at) => (promptFor(state, 'add') === null ? null : addPicked(state, at)),
		back: state => (promptFor(state, 'add') === null ? null : closePicker(state)),
	},
	overlays: {picker: selectPicker},
	bindings: [bind('everywhere', 'add', ['a'], {footer: ['a']}), bind('everywhere', 'removed', [])],
	words: {
		add: {en: ['add', 'add runs by id or from a list'], zh: ['添加', '按单号或从列表添加运行']},
		removed: {
			en: ['removed', 'list removed runs to bring back'],
			zh: ['已移除', '列出移除的运行以便恢复'],
		},
	},
	actions: {
		pageLoaded: (state, {page, response}) => addPage(state, page, response),
		pageFailed: (state, {page, problem}) => failPage(state, page, problem),
		// After the API key was rejected, no response will arrive.
		denied: state => withPicker(state, {loading: false}),
		clicked(state, action, {before}) {
			const hit = hitOf(before, action);
			const isHit = before.view.overlay?.kind === 'picker' && hit?.place === 'overlay';
			return isHit && hit.row >= 0 ? selectClicked(state, hit.row) : state;
		},
	},
	derive: (state, previous) =>
		editedPrompt(state, previous, 'add') === null ? state : retypePicker(state),
	messages: {picker: {en: pickerEn, zh: pickerZh}},
} satisfies Feature;

/**
 * Selects a row of the picker. Row 0 contains the typed ids, and row 1 is the first visible run. The row below the
 * last run, which shows whether more runs are being loaded, cannot be selected.
 */
function selectClicked(state: State, row: number): HandlerResult {
	const shown = selectPicker(state);

	if (shown === null) {
		return state;
	}

	const at = shown.typedSelected ? 0 : shown.rows.findIndex(({selected}) => selected) + 1;
	const isThere = row === 0 ? shown.typedCount > 0 : row <= shown.rows.length;
	return isThere ? movePicker(state, row - at) : state;
}

/** Without anything to add, the picker stays open and says so. */
function addPicked(state: State, at: Instant): HandlerResult {
	const ids = pickedIds(state);
	const closed = closePicker(state);

	if (ids.length === 0) {
		return promptFor(state, 'add')?.text.trim() === '' ? closed : state;
	}

	const picked = ids.map(id => state.picker?.orders.get(id) ?? {id: foreignName(id), title: null});
	const fresh = ids.filter(id => !closed.runs.has(id));
	const notice = {kind: 'added', count: fresh.length, already: ids.length - fresh.length} as const;
	const saved = withNotice(saveAdded(closed, ids), notice, at);
	const orders = ids.flatMap(id => state.picker?.orders.get(id) ?? []);
	const added = toTransition(reduceRunsAdded(withListedQuotes(saved, orders), picked, at));
	return {...added, state: select(added.state, fresh[0] ?? ids[0] ?? null)};
}
