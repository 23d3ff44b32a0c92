import type {LogEntry} from '../../core/log/log-entry.ts';
import {entryAt} from '../../core/log/run-log.ts';
import type {Run} from '../../core/run.ts';
import type {Feature} from '../../store/feature.ts';
import {withView} from '../../store/with-view.ts';
import {onMouse} from '../panes/index.ts';
import {editedPrompt} from '../prompt/index.ts';
import {logBindings, logCommands, logWords} from './commands.ts';
import {logEffects, type LogExcerpt} from './export.ts';
import {searchWhileTyping} from './filters.ts';
import {logEn, logNotices, logZh} from './messages.ts';
import {keepLines, pointAt, scrollLog} from './reduce.ts';
import {initialLogView, type EntryRef, type LogViewState} from './state.ts';

export {logText} from './export.ts';
export {logViewOf} from './lines.ts';
export {goToEntry, withLogView, withWrapNotice} from './reduce.ts';
export {type EntryRef, type LogPosition as LogView, freshLogView} from './state.ts';
export {levelLetter, logColumns, messageText} from './text.ts';
export {selectLogViewport} from './viewport.ts';

export type OpenEntry = {readonly run: Run; readonly entry: LogEntry};

declare module '../../store/registry.ts' {
	interface Overlays {
		entry: {readonly state: {readonly entry: EntryRef}; readonly model: OpenEntry | null};
	}

	interface Effects {
		copyLog: {readonly log: LogExcerpt};
		pageLog: {readonly log: LogExcerpt};
		/** `name`: of the file, as JSON lines if it ends in `.jsonl`. A relative one is in the current folder. */
		saveLog: {readonly name: string; readonly log: LogExcerpt};
	}

	interface ViewParts extends LogViewState {}

	interface Prompts {
		search: NoArguments;
		/** A time in the log. */
		'go-to': NoArguments;
		/** The name of a file for the log. */
		'save-log': NoArguments;
	}
}

export const log = {
	commands: logCommands,
	overlayKeys: {entry: {commands: ['copy']}},
	overlays: {
		entry({runs}, {entry: {run: id, index}}) {
			const run = runs.get(id);
			const entry = run && entryAt(run.log, index);
			return run === undefined || entry === undefined ? null : {run, entry};
		},
	},
	effects: logEffects,
	bindings: logBindings,
	words: logWords,
	initial: () => ({view: initialLogView}),
	actions: {
		...onMouse(
			'log',
			(state, rows) => scrollLog(state, () => rows),
			(state, row) => {
				const timeline = {...state.view.timeline, inFront: false};
				const there = withView(state, {focus: 'log', timeline});
				return row < 0 ? there : pointAt(there, row);
			},
		),
		// After a jump, every log follows its end again.
		rewound: state => withView(state, {logs: new Map()}),
	},
	derive(state, previous) {
		const search = editedPrompt(state, previous, 'search');
		const kept = keepLines(state, previous);
		return search === null ? kept : searchWhileTyping(kept, search.text.trim());
	},
	notices: logNotices,
	messages: {log: {en: logEn, zh: logZh}},
} satisfies Feature;
