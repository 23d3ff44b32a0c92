import type {Feature} from '../../store/feature.ts';
import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';
import {onMouse} from '../panes/index.ts';
import {editedPrompt} from '../prompt/index.ts';
import {logBindings, logWords} from './bindings.ts';
import {logCommands} from './commands.ts';
import {deriveLog} from './derive.ts';
import {findEntry, type OpenEntry} from './entry/rows.ts';
import {previewTarget} from './go-to.ts';
import type {EntryRef} from './index/sequence.ts';
import {logEn, logZh} from './messages.ts';
import {logNotices} from './notices.ts';
import {previewSearch} from './reduce-search.ts';
import {pointAt, scrollLog} from './reduce.ts';

export {logText} from './export/text.ts';
export {type Matcher, compileSearch} from './index/matcher.ts';
export {logViewOf} from './index/select.ts';
export type {EntryRef} from './index/sequence.ts';
export {findRanges} from './marks.ts';
export {goToEntry, withLogView, withWrapNotice} from './reduce.ts';
export {searchState} from './select.ts';
export {type LogPosition as LogView, freshLogView} from './state.ts';
export {logColumns, messageText} from './text.ts';
export {seesEnd} from './unread.ts';
export {selectLogViewport} from './viewport.ts';

declare module '../../store/registry.ts' {
	interface Overlays {
		entry: {readonly state: {readonly entry: EntryRef}; readonly model: OpenEntry | null};
	}

	interface FeatureMessages {
		log: typeof logEn;
	}
}

export const log = {
	commands: logCommands,
	overlays: {entry: (state, {entry}) => findEntry(state, entry)},
	bindings: logBindings,
	words: logWords,
	actions: onMouse(
		'log',
		(state, rows) => scrollLog(state, () => rows),
		(state, row) => {
			const timeline = {...state.view.timeline, inFront: false};
			const there = withView(state, {focus: 'log', timeline});
			return row < 0 ? there : pointAt(there, row);
		},
	),
	derive: (state, previous, action) => deriveLog(previewPrompt(state, previous), previous, action),
	notices: logNotices,
	messages: {log: {en: logEn, zh: logZh}},
} satisfies Feature;

function previewPrompt(state: State, previous: State): State {
	const search = editedPrompt(state, previous, 'search');

	if (search !== null) {
		return previewSearch(withView(state, {search: search.text.trim()}));
	}

	const goTo = editedPrompt(state, previous, 'go-to');
	return goTo === null ? state : previewTarget(state, goTo);
}
