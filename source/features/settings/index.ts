import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {CommandOf} from '../../store/command.ts';
import type {Feature} from '../../store/feature.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {
	deleteView,
	foldRuns,
	labelRuns,
	openView,
	runFolds,
	saveView,
	selectListed,
	setColumns,
	sortBy,
	sortKeyNames,
} from '../runs/index.ts';
import type {Setting} from './state.ts';

export type {Setting} from './state.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		set: {readonly setting: Setting; readonly value: string};
	}
}

export const settings = {
	commands: {set: reduceSet},
} satisfies Feature;

/** Settings that cannot be changed in a replay. */
const liveOnly: ReadonlySet<Setting> = new Set(['profile', 'interval']);

/**
 * Changes a setting. `sort` and `filter` are part of the state, so they are changed here. For the other settings,
 * returns an effect, which changes the setting outside the state and shows a notice with the result.
 */
function reduceSet(state: State, {setting, value}: CommandOf<'set'>, at: Instant): HandlerResult {
	if (state.replay !== null && liveOnly.has(setting)) {
		return withNotice(state, {kind: 'not-in-replay'}, at);
	}

	switch (setting) {
		case 'sort': {
			const key = sortKeyNames.find(name => name === value);
			return key === undefined
				? withNotice(state, {kind: 'not-set', setting, value: cleanName(value)}, at)
				: sortBy(state, key);
		}

		case 'filter':
			return selectListed(withView(state, {filter: value, focus: 'runs'}));
		case 'label':
			return labelRuns(state, value, at);
		case 'columns':
			return setColumns(state, value, at);
		case 'view':
			return openView(state, value);
		case 'fold':
			return foldRuns(state, runFolds.find(name => name === value) ?? 'none');
		case 'save-view':
			return saveView(state, value, at);
		case 'delete-view':
			return deleteView(state, value, at);
		case 'profile':
		case 'theme':
		case 'language':
		case 'interval':
			return {state, effects: [{type: 'set', setting, value}]};
	}
}
