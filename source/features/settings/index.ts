import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import {parseInterval} from '../../core/time/duration.ts';
import type {Messages} from '../../i18n/messages.ts';
import type {CommandOf} from '../../store/command.ts';
import type {EffectOf} from '../../store/effect.ts';
import type {Feature} from '../../store/feature.ts';
import type {Services} from '../../store/registry.ts';
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

/** What the palette accepts with a value: settings, and commands with an argument, such as `label` or `save-view`. */
export type Setting = keyof Messages['palette']['settings'];

/** The settings that an effect changes, since they are not part of the state. */
export type SystemSetting = Extract<Setting, 'profile' | 'theme' | 'language' | 'interval'>;

declare module '../../store/registry.ts' {
	interface Commands {
		set: {readonly setting: Setting; readonly value: string};
	}

	interface Effects {
		set: {readonly setting: SystemSetting; readonly value: string};
	}
}

export const settings = {
	commands: {set: reduceSet},
	effects: {set: changeSetting},
} satisfies Feature;

/** Settings that cannot be changed in a replay. */
const liveOnly: ReadonlySet<Setting> = new Set(['profile', 'interval']);

/** The settings that are part of the state. */
const settingsOfState: {
	readonly [Name in Setting]?: (state: State, value: string, at: Instant) => HandlerResult;
} = {
	sort(state, value, at) {
		const key = sortKeyNames.find(name => name === value);
		return key === undefined
			? withNotice(state, {kind: 'not-set', setting: 'sort', value: cleanName(value)}, at)
			: sortBy(state, key);
	},
	filter: (state, value) => selectListed(withView(state, {filter: value, focus: 'runs'})),
	label: labelRuns,
	columns: setColumns,
	view: openView,
	fold: (state, value) => foldRuns(state, runFolds.find(name => name === value) ?? 'none'),
	'save-view': saveView,
	'delete-view': deleteView,
};

/** Changes a setting. If it is not part of the state, an effect changes it, and shows a notice with the result. */
function reduceSet(state: State, {setting, value}: CommandOf<'set'>, at: Instant): HandlerResult {
	if (state.replay !== null && liveOnly.has(setting)) {
		return withNotice(state, {kind: 'not-in-replay'}, at);
	}

	const change = settingsOfState[setting];
	return change === undefined
		? {state, effects: [{type: 'set', setting: setting as SystemSetting, value}]}
		: change(state, value, at);
}

function changeSetting({setting, value}: EffectOf<'set'>, services: Services): void {
	const {screen, dispatch} = services;

	if (setting === 'profile') {
		const why = screen.switchProfile(value);

		if (why !== null) {
			dispatch({type: 'noticeShown', notice: {kind: 'no-profile', why}});
		}

		return;
	}

	const isSet =
		setting === 'interval'
			? setPollInterval(value, services)
			: screen.setAppearance({[setting]: value});
	const kind = isSet ? 'set' : 'not-set';
	dispatch({type: 'noticeShown', notice: {kind, setting, value: cleanName(value)}});
}

/** `value`: the number of seconds that the user typed. Returns false for an invalid one. */
function setPollInterval(value: string, {poller}: Services): boolean {
	const interval = parseInterval(value);

	if (interval !== null) {
		poller?.setPollInterval(interval);
	}

	return interval !== null;
}
