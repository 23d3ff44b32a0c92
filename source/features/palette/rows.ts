import {languages} from '../../i18n/language.ts';
import type {State} from '../../store/state.ts';
import {themeNames} from '../../ui/theme/theme-name.ts';
import {runFolds, sortKeyNames, viewsOf} from '../runs/index.ts';
import type {Setting} from '../settings/index.ts';
import {rankMatches} from './fuzzy.ts';
import type {CommandRegistry, PaletteItem} from './state.ts';

/** `value`: the value for the setting; null for a command, or if no value is typed yet. */
export type PaletteRow = {readonly item: PaletteItem; readonly value: string | null};

export function paletteId({item, value}: PaletteRow): string {
	return `${item.id} ${value ?? ''}`;
}

/**
 * Returns the commands and settings that match the typed text, best match first. If the text starts with the name of a
 * setting and a space, like `theme da`, returns the matching values of this setting instead.
 */
export function paletteRows(state: State, typed: string): readonly PaletteRow[] {
	const {commands: registry, replay} = state;
	const [, word = '', rest = null] = /^\s*(\S+)(?:\s+(.*))?$/s.exec(typed) ?? [];
	const setting = rest === null ? undefined : settingByName(registry, word);

	if (setting !== undefined) {
		return valueRows(setting, (rest ?? '').trim(), state);
	}

	const usable = registry.palette.filter(
		item => item.kind === 'setting' || item.binding.where !== 'replay' || replay !== null,
	);
	const rows = usable.flatMap((item): readonly PaletteRow[] => [
		{item, value: null},
		...(item.kind === 'setting' && item.setting === 'view'
			? [...viewsOf(state).keys()].map(value => ({item, value}))
			: []),
	]);
	return rankMatches(rows, typed, ({item, value}) =>
		value === null ? item.names : [value, ...item.names.map(name => `${name} ${value}`)],
	);
}

/** The values that a setting can have. Any text is allowed for other settings. */
const choices: Partial<Record<Setting, (state: State) => readonly string[]>> = {
	profile: ({commands}) => commands.profiles,
	theme: () => themeNames,
	language: () => languages,
	sort: () => sortKeyNames,
	fold: () => runFolds,
	view: state => [...viewsOf(state).keys()],
	'delete-view': ({saved}) => [...saved.views.keys()],
};

/** Settings whose empty value means none; no columns stand for the usual ones. */
const mayBeEmpty: ReadonlySet<Setting> = new Set(['filter', 'label', 'columns']);

type SettingItem = Extract<PaletteItem, {kind: 'setting'}>;

function settingByName({palette}: CommandRegistry, word: string) {
	const lower = word.toLowerCase();
	return palette.filter(item => item.kind === 'setting').find(({words}) => words.includes(lower));
}

function valueRows(item: SettingItem, typed: string, state: State): readonly PaletteRow[] {
	const allowed = choices[item.setting]?.(state);
	return allowed === undefined
		? [{item, value: typed === '' && !mayBeEmpty.has(item.setting) ? null : typed}]
		: rankMatches(allowed, typed, choice => [choice]).map(value => ({item, value}));
}
