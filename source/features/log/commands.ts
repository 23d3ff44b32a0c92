import type {LogEntry} from '../../core/log/log-entry.ts';
import {logLength} from '../../core/log/run-log.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {CommandHandlers} from '../../store/feature.ts';
import type {State} from '../../store/state.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {movementRows, movements} from '../panes/index.ts';
import {closePrompt, promptFor} from '../prompt/index.ts';
import {openEntry} from './entry/rows.ts';
import {copyLog, pageLog, saveLog} from './export/excerpt.ts';
import {openGoTo, submitTarget} from './go-to.ts';
import {hitModes, severities} from './index/log-index.ts';
import {logKey, logViewOf, selectLogIndex, shownRuns} from './index/select.ts';
import {openSearch, stepToHit, submitSearch, withPositionBeforePrompt} from './reduce-search.ts';
import {
	closeReading,
	goToUnread,
	jumpInLog,
	moveCursor,
	moveSideways,
	scrollLog,
	stepTo,
	toggleFollow,
	toggleSelection,
	withLogView,
} from './reduce.ts';
import {timeModes, type LogViewOptions} from './state.ts';
import {selectLogViewport} from './viewport.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		follow: NoArguments;
		search: NoArguments;
		'go-to': NoArguments;
		'next-hit': {readonly step: 1 | -1};
		'next-error': {readonly step: 1 | -1};
		'next-node': {readonly step: 1 | -1};
		'one-node': NoArguments;
		'hits-only': NoArguments;
		'least-level': NoArguments;
		'all-logs': NoArguments;
		'first-unread': NoArguments;
		'time-mode': NoArguments;
		wrap: NoArguments;
		/** A negative number scrolls to the left. */
		sideways: {readonly cells: number};
		'select-lines': NoArguments;
		fold: NoArguments;
		unfold: NoArguments;
		pager: NoArguments;
		/** `text`: the filtered log as plain text. `json`: the whole log as JSON lines. */
		'save-log': {readonly form: 'text' | 'json'};
	}
}

export const logCommands = {
	...movements((state, movement) => {
		if (!isLogInFront(state)) {
			return null;
		}

		switch (movement.type) {
			case 'move':
				return moveCursor(state, movement.lines);
			case 'page':
				return scrollLog(state, height => movementRows(movement, height));
			case 'jump':
				return jumpInLog(state, movement.to);
		}
	}),
	enter(state, _, at) {
		if (!isLogInFront(state)) {
			return null;
		}

		return isCursorAtFold(state) ? toggleNode(state, at) : openEntry(state);
	},
	back(state) {
		const search = promptFor(state, 'search');

		if (search !== null) {
			const back = withPositionBeforePrompt(closePrompt(state));
			return submitSearch(withView(back, {search: search.before.trim(), hitRequest: null}));
		}

		if (promptFor(state, 'go-to') !== null) {
			return withPositionBeforePrompt(withView(closePrompt(state), {hitRequest: null}));
		}

		const isRead = isLogInFront(state) && state.view.prompt === null;
		const read = isRead ? closeReading(state) : state;
		return read === state ? null : read;
	},
	submit(state, _, at) {
		if (promptFor(state, 'search') !== null) {
			return submitSearch(closePrompt(state));
		}

		const goTo = promptFor(state, 'go-to');
		return goTo === null ? null : submitTarget(closePrompt(state), goTo, at);
	},
	copy: (state, _, at) =>
		isLogInFront(state) || state.view.overlay?.kind === 'entry' ? copyLog(state, at) : null,
	follow: toggleFollow,
	search: openSearch,
	'go-to': openGoTo,
	'next-hit': (state, {step}, at) => stepToHit(state, step, at),
	'next-error': (state, {step}, at) => stepTo(state, 'errors', step, at),
	'next-node': (state, {step}, at) => stepTo(state, 'nodes', step, at),
	'one-node': (state, _, at) => toggleOneNode(state, at),
	'hits-only'(state) {
		const {search, viewOptions} = state.view;
		return search === ''
			? openSearch(withViewOptions(state, {hitFilter: 'only'}))
			: withViewOptions(state, {hitFilter: nextInCycle(hitModes, viewOptions.hitFilter)});
	},
	'least-level': state =>
		withViewOptions(state, {
			minSeverity: nextInCycle(severities, state.view.viewOptions.minSeverity),
		}),
	'all-logs': toggleMergedLog,
	'time-mode': state =>
		withViewOptions(state, {time: nextInCycle(timeModes, state.view.viewOptions.time)}),
	wrap: state => withViewOptions(state, {wrap: !state.view.viewOptions.wrap}),
	sideways: (state, {cells}) => moveSideways(state, cells),
	'first-unread': (state, _, at) => goToUnread(state, at),
	'select-lines': toggleSelection,
	fold: toggleFolding,
	unfold: (state, _, at) => toggleNode(state, at),
	pager: (state, _, at) => pageLog(state, at),
	'save-log': (state, {form}, at) => saveLog(state, form, at),
} satisfies Partial<CommandHandlers>;

function isLogInFront({view}: State): boolean {
	return view.focus === 'log' && view.overlay === null;
}

function toggleOneNode(state: State, at: Instant): State {
	if (logViewOf(state).node !== null) {
		const {notice} = state.view;
		const isOutdated = notice?.notice.kind === 'node-only';
		return withView(withLogView(state, {node: null}), {notice: isOutdated ? null : notice});
	}

	const node = entryUnderCursor(state)?.nodeId?.exact;
	return node === undefined
		? withoutNode(state, at)
		: withNotice(withLogView(state, {node}), {kind: 'node-only', node: cleanName(node)}, at);
}

function toggleMergedLog(state: State): State {
	const {cursor} = logViewOf(state);
	const mergesRuns = !state.view.viewOptions.mergesRuns;
	const toggled = withViewOptions(state, {mergesRuns});

	// Do not move the cursor if its entry is missing in the new log, or if the log follows its end.
	return cursor === null || (!mergesRuns && cursor.run !== logKey(toggled))
		? toggled
		: withLogView(toggled, {cursor, top: {entry: cursor, row: 0}, anchor: null});
}

/** Also closes the merged log of all runs and shows the log of one run, because a merged log cannot be folded. */
function toggleFolding(state: State): State {
	return withViewOptions(state, {folded: !state.view.viewOptions.folded, mergesRuns: false});
}

/**
 * Folds or unfolds the node under the cursor, and moves the cursor to the first entry of this node. If the log is not
 * folded at all, folds all nodes instead.
 */
function toggleNode(state: State, at: Instant): State {
	const {fold, whole, shown, top} = selectLogViewport(state);
	const id = entryUnderCursor(state)?.nodeId?.exact;

	if (fold === null) {
		return toggleFolding(state);
	}

	if (id === undefined) {
		return withoutNode(state, at);
	}

	const head = whole.refAt(fold.filter.placeOfNode(id) ?? whole.length);
	const unfolded = new Set(fold.filter.unfolded);

	if (!unfolded.delete(id)) {
		unfolded.add(id);
	}

	const shownTop = shown.refAt(top.place);
	return head === undefined || shownTop === undefined
		? state
		: withLogView(state, {
				unfolded,
				anchor: null,
				cursor: head,
				// If the cursor is now above the visible rows, its row becomes the top row.
				top: {entry: head.index < shownTop.index ? head : shownTop, row: 0},
			});
}

function isCursorAtFold(state: State): boolean {
	const entry = entryUnderCursor(state);
	return entry !== undefined && selectLogIndex(state).fold?.filter.foldAt(entry) !== undefined;
}

/** Says why there is no node under the cursor. */
function withoutNode(state: State, at: Instant): State {
	const isEmpty = shownRuns(state).every(({log}) => logLength(log) === 0);
	const kind =
		entryUnderCursor(state) !== undefined ? 'no-node-here' : isEmpty ? 'no-log' : 'nothing-shown';
	return withNotice(state, {kind}, at);
}

function entryUnderCursor(state: State): LogEntry | undefined {
	const {shown, cursor} = selectLogViewport(state);
	return shown.entryAt(cursor);
}

function withViewOptions(state: State, change: Partial<LogViewOptions>): State {
	return withView(state, {viewOptions: {...state.view.viewOptions, ...change}});
}

function nextInCycle<T>(all: readonly T[], one: T): T {
	return all[(all.indexOf(one) + 1) % all.length] ?? one;
}
