import {entryAt} from '../../core/log/run-log.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Effect} from '../../store/effect.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice} from '../../store/with-view.ts';
import type {ExcerptEntry, LogExcerpt} from './exported-text.ts';
import {shownRuns, unfoldedLines, type LogLine} from './lines.ts';
import {selectLogViewport} from './viewport.ts';

/** Opens the filtered log in `$PAGER`, with all folded steps. */
export function pageLog(state: State, at: Instant): HandlerResult {
	return giveOut(state, at, excerptOf(unfoldedLines(state), state), log => ({
		type: 'pageLog',
		log,
	}));
}

/** Saves the log to a file: as JSON lines with all entries if its name ends in `.jsonl`, else the filtered log as text. */
export function saveLog(state: State, name: string, at: Instant): HandlerResult {
	const lines = unfoldedLines(state, name.endsWith('.jsonl') ? '' : undefined);
	return giveOut(state, at, excerptOf(lines, state), log => ({type: 'saveLog', name, log}));
}

export function copyLog(state: State, at: Instant): HandlerResult {
	const {lines, cursor, selection} = selectLogViewport(state);
	const {overlay} = state.view;

	if (overlay?.kind === 'entry') {
		const run = state.runs.get(overlay.entry.run);
		const entry = run && entryAt(run.log, overlay.entry.index);
		const entries = run === undefined || entry === undefined ? [] : [{run, entry, afterGap: false}];
		return giveOut(state, at, entries, log => ({type: 'copyLog', log}));
	}

	const {from, to} = selection ?? {from: cursor, to: cursor};
	const entries = excerptOf(lines.slice(Math.max(0, from), to + 1), state);
	return giveOut(state, at, entries, log => ({type: 'copyLog', log}));
}

function excerptOf(lines: readonly LogLine[], {runs}: State): readonly ExcerptEntry[] {
	return lines.flatMap(({run: id, entry, isAfterGap}) => {
		const run = runs.get(id);
		return run === undefined ? [] : [{run, entry, afterGap: isAfterGap}];
	});
}

function giveOut(
	state: State,
	at: Instant,
	entries: readonly ExcerptEntry[],
	effect: (excerpt: LogExcerpt) => Effect,
): HandlerResult {
	if (entries.length === 0) {
		const isEmpty = shownRuns(state).every(({log}) => log.entries.length === 0);
		return withNotice(state, {kind: isEmpty ? 'no-log' : 'nothing-shown'}, at);
	}

	const runId = state.view.viewOptions.mergesRuns ? null : state.view.selected;
	return {state, effects: [effect({runId, entries})]};
}
