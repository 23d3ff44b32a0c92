import {basename, extname, resolve} from 'node:path';
import {entryAt} from '../../core/log/run-log.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Effect} from '../../store/effect.ts';
import type {EffectHandlers} from '../../store/effects.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice} from '../../store/with-view.ts';
import type {ScreenServices} from '../app/index.ts';
import {logJson, logText, type ExcerptEntry, type LogExcerpt} from './exported-text.ts';
import {runsInLog, unfoldedLines, type LogLine} from './lines.ts';
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
		const isEmpty = runsInLog(state).every(({log}) => log.entries.length === 0);
		return withNotice(state, {kind: isEmpty ? 'no-log' : 'nothing-shown'}, at);
	}

	const runId = state.view.viewOptions.mergesRuns ? null : state.view.selected;
	return {state, effects: [effect({runId, entries})]};
}

function textOf(log: LogExcerpt, {messages}: ScreenServices): readonly string[] {
	return logText(log, messages.log.gap);
}

export const logEffects = {
	async copyLog({log}, {screen}) {
		const text = textOf(log, screen).join('\n');
		const by = await screen.copy(text);
		return by === undefined
			? {kind: 'log-not-copied', bytes: Buffer.byteLength(text)}
			: {kind: 'log-copied', entries: log.entries.length, by};
	},
	async saveLog({name, log}, {screen}) {
		const lines = extname(name) === '.jsonl' ? logJson(log) : textOf(log, screen);

		if (lines.length === 0) {
			return {kind: 'nothing-shown'};
		}

		const result = await screen.saveLines(lines, resolve(name));
		return 'saved' in result
			? {kind: 'log-saved', entries: log.entries.length, path: result.saved}
			: {kind: 'output-not-saved', what: cleanName(basename(name)), why: result.why};
	},
	async pageLog({log}, {screen}) {
		const text = textOf(log, screen).map(line => `${line}\n`);
		const shown = await screen.showInPager(text.join(''));

		if (shown === null) {
			return null;
		}

		const command = cleanName(shown.command);

		if (shown.outcome.kind === 'not-started') {
			return {kind: 'no-pager', command};
		}

		const {code} = shown.outcome;
		return code === 0 ? null : {kind: 'pager-failed', command, code};
	},
} satisfies Partial<EffectHandlers>;
