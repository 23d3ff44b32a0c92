import {cleanName} from '../../core/text/sanitize.ts';
import type {CommandHandlers} from '../../store/feature.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {isInFront, movementRows, movements} from '../panes/index.ts';
import {closePrompt, promptFor, textInput} from '../prompt/index.ts';
import {copyLog, pageLog, saveLog} from './export.ts';
import {
	closeReading,
	openSearch,
	raiseLevel,
	stepToHit,
	submitSearch,
	toggleHitsOnly,
	toggleOneNode,
	withPositionBeforePrompt,
} from './filters.ts';
import {submitTarget} from './go-to.ts';
import {foldKey, logKey, logViewOf, selectLines} from './lines.ts';
import {
	goToEntry,
	goToNextPlace,
	jumpInLog,
	moveCursor,
	moveSideways,
	scrollLog,
	toggleFollow,
	toggleSelection,
	withLogView,
	withViewOptions,
} from './reduce.ts';
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
		'time-mode': NoArguments;
		wrap: NoArguments;
		/** A negative number scrolls to the left. */
		sideways: {readonly cells: number};
		'select-lines': NoArguments;
		pager: NoArguments;
		/** Asks for the name of the file. */
		'save-log': NoArguments;
	}
}

export const logCommands = {
	...movements((state, movement) => {
		if (!isInFront(state, 'log')) {
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
	enter: state => (isInFront(state, 'log') ? openLine(state) : null),
	back(state) {
		const search = promptFor(state, 'search');

		if (search !== null) {
			const {before} = search;
			return withPositionBeforePrompt(withView(closePrompt(state), {search: before}));
		}

		if ((promptFor(state, 'go-to') ?? promptFor(state, 'save-log')) !== null) {
			return closePrompt(state);
		}

		const read =
			isInFront(state, 'log') && state.view.prompt === null ? closeReading(state) : state;
		return read === state ? null : read;
	},
	submit(state, _, at) {
		const [goTo, save] = [promptFor(state, 'go-to'), promptFor(state, 'save-log')];

		if (promptFor(state, 'search') !== null) {
			return submitSearch(closePrompt(state), at);
		}

		if (goTo !== null) {
			return submitTarget(closePrompt(state), goTo, at);
		}

		const name = save?.text.trim() ?? '';
		return save === null
			? null
			: name === ''
				? closePrompt(state)
				: saveLog(closePrompt(state), name, at);
	},
	copy: (state, _, at) =>
		isInFront(state, 'log') || state.view.overlay?.kind === 'entry' ? copyLog(state, at) : null,
	follow: toggleFollow,
	search: openSearch,
	'go-to': state => withView(state, {prompt: {purpose: 'go-to', ...textInput(''), before: ''}}),
	'next-hit': (state, {step}, at) => stepToHit(state, step, at),
	'next-error'(state, {step}, at) {
		const places = selectLines(state).lines.flatMap(({entry}, place) =>
			entry.severity === 'error' ? [place] : [],
		);
		return goToNextPlace(state, places, step, at) ?? withNotice(state, {kind: 'no-error'}, at);
	},
	'next-node'(state, {step}, at) {
		let last: string | null = null;
		const places = selectLines(state).lines.flatMap(({entry: {nodeId}}, place) => {
			const isStart = nodeId !== null && nodeId.exact !== last;
			last = nodeId?.exact ?? last;
			return isStart ? [place] : [];
		});
		return goToNextPlace(state, places, step, at) ?? withNotice(state, {kind: 'no-node'}, at);
	},
	'one-node': (state, _, at) => toggleOneNode(state, at),
	'hits-only': toggleHitsOnly,
	'least-level': raiseLevel,
	'all-logs': toggleMergedLog,
	'time-mode': state =>
		withViewOptions(state, {time: state.view.viewOptions.time === 'clock' ? 'start' : 'clock'}),
	wrap: state => withViewOptions(state, {wrap: !state.view.viewOptions.wrap}),
	sideways: (state, {cells}) => moveSideways(state, cells),
	'select-lines': toggleSelection,
	pager: (state, _, at) => pageLog(state, at),
	'save-log': (state, _, at) => openSaving(state, at),
} satisfies Partial<CommandHandlers>;

/** Opens folded steps, or else shows the entry with all its fields. */
function openLine(state: State): State {
	const {lines, cursor, view} = selectLogViewport(state);
	const line = lines[cursor];

	if (line === undefined) {
		return state;
	}

	const {run, index, firstIndex, count} = line;
	return count === 1
		? withView(state, {overlay: {kind: 'entry', entry: {run, index}, scrollTop: 0}})
		: goToEntry(withLogView(state, {opened: new Set(view.opened).add(foldKey(line))}), {
				run,
				index: firstIndex,
			});
}

function toggleMergedLog(state: State): State {
	const {cursor} = logViewOf(state);
	const mergesRuns = !state.view.viewOptions.mergesRuns;
	const toggled = withViewOptions(state, {mergesRuns});

	// The log follows its end, or stays at the entry if that is in the other log too.
	return cursor === null || (!mergesRuns && cursor.run !== logKey(toggled))
		? toggled
		: goToEntry(toggled, cursor);
}

/** Asks for the name of the file, and proposes one after the run. */
function openSaving(state: State, at: number): HandlerResult {
	const {total} = selectLines(state);
	const {mergesRuns} = state.view.viewOptions;
	const name = `${mergesRuns ? 'all-runs' : cleanName(logKey(state).slice(0, 80))}.log`;
	return total === 0
		? withNotice(state, {kind: 'no-log'}, at)
		: withView(state, {prompt: {purpose: 'save-log', ...textInput(name), before: ''}});
}
