import {bindingWords, type BindingIds, type CommandHandlers} from '../../store/feature.ts';
import {bind, type Binding} from '../../store/keys/binding.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {keepDroppedCost} from '../../core/money/session-cost.ts';
import {listedIds} from './list.ts';
import {clearGaveUp, without} from './reduce.ts';
import {nextSortKey, reverseSort, saveDropped, toggleSelected} from './reduce-saved.ts';
import {moveSelection, runListHeight, select, selectedRun, selectListed} from './selection.ts';
import {movementRows, movements} from '../panes/index.ts';
import {closePrompt, openPrompt, promptFor} from '../prompt/index.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		filter: NoArguments;
		/** Removes the selected run from the list. The service continues to execute the run. */
		drop: NoArguments;
		sort: NoArguments;
		turn: NoArguments;
		mark: NoArguments;
		pin: NoArguments;
		'poll-now': NoArguments;
		pause: NoArguments;
	}

	interface Bindings extends BindingIds<typeof runWords> {}
}

export const runCommands = {
	...movements((state, movement) =>
		state.view.focus === 'runs' && state.view.overlay === null
			? moveSelection(state, movementRows(movement, runListHeight(state)))
			: null,
	),
	back(state) {
		const prompt = promptFor(state, 'filter');

		if (prompt !== null) {
			return withView(closePrompt(state), {filter: prompt.before.trim()});
		}

		const {filter, zoomed, overlay} = state.view;
		return filter === '' || zoomed || overlay !== null ? null : withView(state, {filter: ''});
	},
	submit: state => (promptFor(state, 'filter') === null ? null : selectListed(closePrompt(state))),
	filter: state => openPrompt(state, 'filter'),
	/** Removes the selected run. Then selects the run below it, or above it at the end of the list. */
	drop(state, _, at) {
		const run = selectedRun(state);

		if (run === null) {
			return state;
		}

		const {id, label} = run;
		const {logs, selectedOutputs, unread} = state.view;
		const listed = listedIds(state);
		const place = listed.indexOf(id);
		const sessionCost = keepDroppedCost(state.sessionCost, run);
		const left = saveDropped({...state, sessionCost, runs: without(state.runs, id)}, id);
		const dropped = withView(left, {
			logs: without(logs, id),
			selectedOutputs: without(selectedOutputs, id),
			unread: without(unread, id),
		});
		const noticed = withNotice(dropped, {kind: 'dropped', what: label}, at);
		return {
			state: select(noticed, listed[place + 1] ?? listed[place - 1] ?? null),
			effects: [{type: 'unwatch', id}],
		};
	},
	sort: nextSortKey,
	turn: reverseSort,
	mark: state => toggleSelected(state, 'marked'),
	pin: state => toggleSelected(state, 'pinned'),
	/** Polls the run at once, even if its polling has stopped after failures. */
	'poll-now'(state, _, at) {
		const {selected} = state.view;

		if (selected === null || state.denied !== null) {
			return state;
		}

		const polling = {...state, runs: clearGaveUp(state.runs, selected)};
		return {
			state: withNotice(polling, {kind: 'polling-now'}, at),
			effects: [{type: 'pollNow', id: selected}],
		};
	},
	pause(state, _, at) {
		const paused = !state.paused;
		return {
			state: withNotice({...state, paused}, {kind: paused ? 'paused' : 'resumed'}, at),
			effects: [{type: 'pause', paused}],
		};
	},
} satisfies Partial<CommandHandlers>;

export const runBindings: readonly Binding[] = [
	bind('everywhere', 'filter', ['/', 'ctrl+k'], {footer: ['/']}),
	bind('runs', 'enter', ['enter'], {footer: ['enter']}),
	bind('runs', 'drop', ['-', 'del']),
	bind('runs', 'sort', ['s', ','], {footer: ['s']}),
	bind('runs', 'turn', ['S', ';']),
	bind('runs', 'mark', ['space', 'ctrl+t']),
	bind('runs', 'pin', ['p', '*']),
	bind('everywhere', 'poll-now', ['r', 'ctrl+r']),
	bind('everywhere', 'pause', ['P', '`']),
];

export const runWords = bindingWords({
	filter: {
		en: ['filter', 'filter by id, title, input, status or error'],
		zh: ['筛选', '按单号、标题、输入、状态或错误筛选'],
	},
	drop: {
		en: ['drop', 'remove from the list, not the run itself'],
		zh: ['移除', '从列表移除（运行不受影响）'],
	},
	sort: {en: ['sort', 'sort by the next column'], zh: ['排序', '按下一列排序']},
	turn: {en: ['reverse', 'reverse sort'], zh: ['反序', '反向排序']},
	mark: {
		en: ['mark', 'mark or unmark; is:marked filters'],
		zh: ['标记', '标记，或取消；is:marked 可筛选'],
	},
	pin: {en: ['pin', 'pin or unpin'], zh: ['置顶', '置顶，或取消置顶']},
	'poll-now': {en: ['poll now', 'poll the run now'], zh: ['立即查询', '立即查询此运行']},
	pause: {en: ['pause', 'pause or resume polling'], zh: ['暂停', '暂停或恢复查询']},
});
