import {parseLogQuery, queryTerm, severities, withQueryTerm} from '../../core/log/log-query.ts';
import {nodeName} from '../../core/log/node-event.ts';
import {typedText} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {openPrompt} from '../prompt/index.ts';
import {logViewOf, placesOfHits, runsInLog, selectLines} from './lines.ts';
import {goToEntry, goToNextPlace, withLogView, withViewOptions} from './reduce.ts';
import {selectLogViewport} from './viewport.ts';

/** Opens the search prompt. The key `esc` in it restores the current position. */
export function openSearch(state: State): State {
	return openPrompt(withView(state, {beforePrompt: logViewOf(state)}), 'search');
}

export function withPositionBeforePrompt(state: State): State {
	return withLogView(state, state.view.beforePrompt);
}

/**
 * Called while the user types: goes to the first hit below the start of the visible lines, or else to the last one above
 * it. Without a hit, the log stays where it was.
 */
export function searchWhileTyping(state: State, search: string): State {
	const back = withPositionBeforePrompt(withView(state, {search}));
	const {view, lines, cursor, top} = selectLogViewport(back);
	const from = view.cursor === null ? top : cursor;
	const hit =
		lines.find(({isHit}, place) => isHit && place >= from) ?? lines.findLast(({isHit}) => isHit);
	return hit === undefined ? back : goToEntry(back, hit);
}

/** Shows a notice if the search has no hit. */
export function submitSearch(state: State, at: Instant): State {
	const {search} = state.view;
	const {lines} = selectLogViewport(state);
	const isMissing = parseLogQuery(search).finds !== null && !lines.some(({isHit}) => isHit);
	return search === ''
		? withoutSearch(state)
		: isMissing
			? withNotice(state, {kind: 'no-hit', text: typedText(search)}, at)
			: state;
}

export function stepToHit(state: State, step: 1 | -1, at: Instant): State {
	const {search} = state.view;
	const there = goToNextPlace(state, placesOfHits(selectLines(state).lines), step, at);
	const {finds} = parseLogQuery(search);
	const missing = {kind: 'no-hit', text: typedText(search)} as const;
	return there ?? withNotice(state, finds === null ? {kind: 'no-search'} : missing, at);
}

export function toggleHitsOnly(state: State): State {
	const {search, viewOptions} = state.view;
	return parseLogQuery(search).finds === null
		? openSearch(withViewOptions(state, {hitsOnly: true}))
		: withViewOptions(state, {hitsOnly: !viewOptions.hitsOnly});
}

/** Raises the level of the filter until it hides some of the entries, but not all. If it cannot, shows all levels. */
export function raiseLevel(state: State, at: Instant): State {
	const levels = new Set(selectLines(state).lines.map(({entry}) => entry.severity));
	const [least = 'error', ...higher] = severities.filter(level => levels.has(level));
	const next = higher.length === 0 ? undefined : severities[severities.indexOf(least) + 1];
	const search = withQueryTerm(state.view.search, 'level', next ?? null);
	const raised = withView(state, {search});
	return next === undefined && least !== 'error'
		? withNotice(raised, {kind: 'highest-level', level: least}, at)
		: raised;
}

export function toggleOneNode(state: State, at: Instant): State {
	const {search} = state.view;
	const {lines, cursor} = selectLogViewport(state);
	const line = lines[cursor];
	const node = line?.entry.nodeId ?? null;

	if (queryTerm(search, 'node') !== null) {
		return withView(state, {search: withQueryTerm(search, 'node', null)});
	}

	if (node !== null) {
		return withView(state, {search: withQueryTerm(search, 'node', nodeName(node.safe))});
	}

	const isEmpty = runsInLog(state).every(({log}) => log.entries.length === 0);
	const kind = line !== undefined ? 'no-node-here' : isEmpty ? 'no-log' : 'nothing-shown';
	return withNotice(state, {kind}, at);
}

/** Clears the selection of lines; without one, closes the opened steps; without those, clears the filter. */
export function closeReading(state: State): State {
	const {anchor, opened} = logViewOf(state);
	return anchor !== null
		? withLogView(state, {anchor: null})
		: opened.size > 0
			? withLogView(state, {opened: new Set()})
			: withoutSearch(state);
}

function withoutSearch(state: State): State {
	return withView(withViewOptions(state, {hitsOnly: false}), {search: ''});
}
