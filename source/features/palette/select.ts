import type {CommandRegistry, PaletteItem} from '../../store/command-registry.ts';
import {rankMatches} from './fuzzy.ts';
import type {State} from '../../store/state.ts';
import type {Setting} from '../settings/index.ts';
import {overlayHeight} from '../panes/index.ts';

/** `value`: the value for the setting; null for a command, or if no value is typed yet. */
export type PaletteRow = {readonly item: PaletteItem; readonly value: string | null};

export type PaletteModel = NonNullable<ReturnType<typeof selectPalette>>;

export function selectPalette(state: State) {
	const {overlay, size} = state.view;

	if (overlay?.kind !== 'palette') {
		return null;
	}

	const rows = paletteRows(state);
	const height = overlayHeight(size);
	const scrollTop = Math.max(0, Math.min(overlay.scrollTop, rows.length - height));
	return {
		rows: rows
			.slice(scrollTop, scrollTop + height)
			.map((row, index) => ({...row, selected: scrollTop + index === overlay.at})),
		scrollTop,
		total: rows.length,
	};
}

/**
 * Returns the commands and settings that match the typed text, best match first. If the text starts with the name of a
 * setting and a space, like `theme da`, returns the matching values of this setting instead.
 */
export function paletteRows({commands: registry, replay, view}: State): readonly PaletteRow[] {
	const typed = view.prompt?.purpose === 'command' ? view.prompt.text : '';
	const [, word = '', rest = null] = /^\s*(\S+)(?:\s+(.*))?$/s.exec(typed) ?? [];
	const setting = rest === null ? undefined : settingByName(registry, word);

	if (setting !== undefined) {
		return valueRows(setting, (rest ?? '').trim());
	}

	const usable = registry.palette.filter(
		item => item.kind === 'setting' || item.binding.where !== 'replay' || replay !== null,
	);
	return rankMatches(usable, typed, item => item.names).map(item => ({item, value: null}));
}

function settingByName({palette}: CommandRegistry, word: string) {
	const lower = word.toLowerCase();
	return palette.filter(item => item.kind === 'setting').find(({words}) => words.includes(lower));
}

/** Settings whose empty value means none; no columns stand for the usual ones. */
const mayBeEmpty: ReadonlySet<Setting> = new Set(['filter', 'label', 'columns']);

function valueRows(
	item: Extract<PaletteItem, {kind: 'setting'}>,
	typed: string,
): readonly PaletteRow[] {
	if (item.choices?.length === 0) {
		return [{item, value: null}];
	}

	return item.choices === null
		? [{item, value: typed === '' && !mayBeEmpty.has(item.setting) ? null : typed}]
		: rankMatches(item.choices, typed, choice => [choice]).map(value => ({item, value}));
}
