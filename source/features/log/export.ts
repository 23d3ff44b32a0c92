import {basename, resolve} from 'node:path';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {nodeName} from '../../core/log/node-event.ts';
import {entryAt} from '../../core/log/run-log.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import {visibleJson} from '../../core/text/json-text.ts';
import {cleanLines, cleanName, cleanProse} from '../../core/text/sanitize.ts';
import {localTime, rfc3339} from '../../core/time/calendar.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {EffectHandlers} from '../../store/effects.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice} from '../../store/with-view.ts';
import {copyFor, type ScreenServices} from '../app/index.ts';
import {runsInLog, unfoldedLines, type LogLine} from './lines.ts';
import {levelLetter, messageText} from './text.ts';
import {selectLogViewport} from './viewport.ts';

type ExcerptEntry = {
	readonly run: Pick<Run, 'id' | 'safeId'>;
	readonly entry: LogEntry;
	/** Whether entries are missing between this entry and the previous entry of its run. */
	readonly afterGap: boolean;
};

/** Log entries to copy, save or show in a pager. */
export type LogExcerpt = {
	/** The run of the log; null for the merged log of all runs. */
	readonly runId: RunOrderId | null;
	readonly entries: readonly ExcerptEntry[];
};

/** Returns a JSON text for each entry, like a `log` event of the option `--json`, but without the field `at`. */
function logJson({entries}: LogExcerpt): readonly string[] {
	return entries.map(({run, entry}) =>
		visibleJson({event: 'log', run_order_id: run.id, ...logFields(entry)}),
	);
}

export function logFields(entry: LogEntry) {
	const {at, level, eventType, nodeId, message, progressPercent, step} = entry;
	return {
		logged_at: rfc3339(at),
		level: level?.exact ?? null,
		event_type: eventType?.exact ?? null,
		node_id: nodeId?.exact ?? null,
		message: message.exact,
		progress_percent: progressPercent,
		value: step?.value ?? null,
		max: step?.max ?? null,
		fraction: step?.fraction ?? null,
	};
}

const timeWidth = localTime(0).length;
const nodeWidth = 'n100'.length;
/** Indent of the further lines of a message, so that these lines do not look like entries. */
const indent = '    ';

/**
 * Returns the lines of the entries. Control characters are replaced by visible ones, like `^[`. Where entries are
 * missing, a line with the text of the parameter `gap` is inserted.
 */
export function logText({runId, entries}: LogExcerpt, gap: string): readonly string[] {
	return entries.flatMap(({run, entry, afterGap}) => {
		const name = runId === null ? [run.safeId] : [];
		const text = messageText(entry, 'exact').replace(/[\r\n]+$/, '');
		const [first = '', ...more] = cleanLines(text);
		return [
			...(afterGap ? [['---', ...name, gap, '---'].join(' ')] : []),
			[textHead(entry, name), first].join(' ').trimEnd(),
			...more.map(line => indent + line),
		];
	});
}

function textHead(entry: LogEntry, name: readonly string[]): string {
	const {at, nodeId} = entry;
	return [
		(at === null ? '' : localTime(at)).padEnd(timeWidth),
		...name,
		levelLetter(entry).padEnd(1),
		nodeName(nodeId?.safe ?? '').padEnd(nodeWidth),
	].join(' ');
}

/** Opens the filtered log in `$PAGER`, with all folded steps. */
export function pageLog(state: State, at: Instant): HandlerResult {
	return giveOut(state, at, excerptOf(unfoldedLines(state), state), {type: 'pageLog'});
}

/** Saves the log to a file: as JSON lines with all entries if its name ends in `.jsonl`, else the filtered log as text. */
export function saveLog(state: State, name: string, at: Instant): HandlerResult {
	const lines = unfoldedLines(state, isJsonLines(name) ? '' : undefined);
	return giveOut(state, at, excerptOf(lines, state), {type: 'saveLog', name});
}

function isJsonLines(name: string): boolean {
	return name.endsWith('.jsonl');
}

export function copyLog(state: State, at: Instant): HandlerResult {
	const {lines, cursor, selection} = selectLogViewport(state);
	const {overlay} = state.view;

	if (overlay?.kind === 'entry') {
		const run = state.runs.get(overlay.entry.run);
		const entry = run && entryAt(run.log, overlay.entry.index);
		const entries = run === undefined || entry === undefined ? [] : [{run, entry, afterGap: false}];
		return giveOut(state, at, entries, {type: 'copyLog'});
	}

	const {from, to} = selection ?? {from: cursor, to: cursor};
	const entries = excerptOf(lines.slice(Math.max(0, from), to + 1), state);
	return giveOut(state, at, entries, {type: 'copyLog'});
}

function excerptOf(lines: readonly LogLine[], {runs}: State): readonly ExcerptEntry[] {
	return lines.flatMap(({run: id, entry, isAfterGap}) => {
		const run = runs.get(id);
		return run === undefined ? [] : [{run, entry, afterGap: isAfterGap}];
	});
}

/** Adds the entries to the effect; without any, shows a notice. */
function giveOut(
	state: State,
	at: Instant,
	entries: readonly ExcerptEntry[],
	effect: {type: 'copyLog' | 'pageLog'} | {type: 'saveLog'; name: string},
): HandlerResult {
	if (entries.length === 0) {
		const isEmpty = runsInLog(state).every(({log}) => log.entries.length === 0);
		return withNotice(state, {kind: isEmpty ? 'no-log' : 'nothing-shown'}, at);
	}

	const runId = state.view.viewOptions.mergesRuns ? null : state.view.selected;
	return {state, effects: [{...effect, log: {runId, entries}}]};
}

function textOf(log: LogExcerpt, {messages}: ScreenServices): readonly string[] {
	return logText(log, messages.log.gap);
}

export const logEffects = {
	async copyLog({log}, {screen}) {
		const text = textOf(log, screen).join('\n');
		const what = cleanProse(screen.messages.log.entries(log.entries.length));
		const notice = await copyFor(screen, text, what);
		return notice.kind === 'not-copied'
			? {kind: 'log-not-copied', bytes: Buffer.byteLength(text)}
			: notice;
	},
	async saveLog({name, log}, {screen}) {
		const lines = isJsonLines(name) ? logJson(log) : textOf(log, screen);
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
