import {languages} from '../../i18n/messages.ts';
import type {Binding} from '../../store/keys/binding.ts';
import type {Notice} from '../../store/notice.ts';
import type {State} from '../../store/state.ts';
import {themeNames} from '../../ui/theme/theme-name.ts';
import {sortKeyNames, viewsOf} from '../runs/index.ts';
import type {Setting} from '../settings/index.ts';

export type CommandRegistry = {
	readonly palette: readonly PaletteItem[];
};

export type PaletteItem = {
	readonly id: string;
	/** The texts that are searched in the palette, in every language. */
	readonly names: readonly string[];
	/** The names that the user can type, also before a value. The first is the standard name. */
	readonly words: readonly string[];
} & (
	| {
			readonly kind: 'command';
			readonly binding: Binding;
			/** The index in `binding.does` of the command to invoke. */
			readonly direction: number;
			readonly why: (state: State) => PaletteRow['why'];
	  }
	| {
			readonly kind: 'setting';
			readonly setting: Setting;
	  }
);

export const emptyRegistry: CommandRegistry = {palette: []};

/**
 * `value`: the value for the setting; null for a command, or if no value is typed yet. `why`: why the command
 * does not work now; null if it does.
 */
export type PaletteRow = {
	readonly item: PaletteItem;
	readonly value: string | null;
	readonly why: Notice | null;
};

export function paletteId({item, value}: Pick<PaletteRow, 'item' | 'value'>): string {
	return `${item.id} ${value ?? ''}`;
}

/**
 * Returns the commands and settings that match the typed text, best match first; without a text, those that do not work now
 * are last. If the text starts with the name of a setting and a space, like `theme da`, returns the matching values of this
 * setting instead.
 */
export function paletteRows(state: State, typed: string): readonly PaletteRow[] {
	const {commands: registry, replay} = state;
	const settings = registry.palette.filter(item => item.kind === 'setting');
	// `save view x` is `save-view x`.
	const text = typed.trimStart().replace(/^(save|delete) view /i, '$1-view ');
	const [, word = '', value = ''] = /^(\S+)\s+(.*)$/s.exec(text) ?? [];
	const setting = settings.find(({words}) => words.includes(word.toLowerCase()));

	if (setting !== undefined) {
		return valueRows(setting, value.trim(), state);
	}

	const usable = registry.palette.filter(
		item => item.kind === 'setting' || item.binding.where !== 'replay' || replay !== null,
	);
	const rows = usable.flatMap((item): readonly PaletteRow[] => [
		{item, value: null, why: item.kind === 'command' ? item.why(state) : null},
		...(item.kind === 'setting' && item.setting === 'view' ? valueRows(item, '', state) : []),
	]);
	return typed.trim() === ''
		? rows.toSorted((a, b) => Number(a.why !== null) - Number(b.why !== null))
		: rankMatches(rows, typed, ({item, value: name}) =>
				name === null ? item.names : [name, ...item.names.map(of => `${of} ${name}`)],
			);
}

/** The values that a setting can have. Any text is allowed for other settings. */
const choices: Partial<Record<Setting, (state: State) => readonly string[]>> = {
	theme: () => themeNames,
	language: () => languages,
	sort: () => sortKeyNames,
	view: state => [...viewsOf(state).keys()],
	'delete-view': ({saved}) => [...saved.views.keys()],
};

/** Settings that can be set to nothing. No columns means the usual columns. */
const mayBeEmpty: ReadonlySet<Setting> = new Set(['filter', 'label', 'columns']);

type SettingItem = Extract<PaletteItem, {kind: 'setting'}>;

function valueRows(item: SettingItem, typed: string, state: State): readonly PaletteRow[] {
	const allowed = choices[item.setting]?.(state);
	return allowed === undefined
		? [{item, value: typed === '' && !mayBeEmpty.has(item.setting) ? null : typed, why: null}]
		: rankMatches(allowed, typed, choice => [choice]).map(value => ({item, value, why: null}));
}

/** Returns the matching items, the best first. Of the texts of an item, such as names in two languages, the best counts. */
export function rankMatches<Item>(
	items: readonly Item[],
	typed: string,
	textsOf: (item: Item) => readonly string[],
): readonly Item[] {
	const score = scorer(typed);
	return items
		.map(item => ({item, score: Math.max(...textsOf(item).map(score))}))
		.filter(item => item.score > -Infinity)
		.toSorted((a, b) => b.score - a.score)
		.map(({item}) => item);
}

/**
 * Scores a text for each typed word: 5 if the word is the whole text, 4 if it starts the text, 3 if it starts a later
 * word, 2 if it is inside a word, 1 if its letters are in the text with small gaps between them; of the same kind, shorter
 * texts first. -Infinity if a word does not match.
 */
export function scorer(typed: string): (text: string) => number {
	const words = typed.toLowerCase().split(/\s+/).filter(Boolean).map(kindsOfMatch);
	return text =>
		words.reduce((sum, kinds) => {
			const kind = kinds.findIndex(pattern => pattern.test(text.toLowerCase()));
			return sum + (kind === -1 ? -Infinity : kinds.length - kind - text.length / 1000);
		}, 0);
}

/** The best kind first. A word starts after a character that is not a letter or digit, so none inside Chinese text. */
function kindsOfMatch(word: string): readonly RegExp[] {
	const letters = [...word].map(letter => letter.replace(/[\\^$.*+?()[\]{}|/]/, String.raw`\$&`));
	const whole = letters.join('');
	return [
		`^${whole}$`,
		`^${whole}`,
		String.raw`(?<![\p{L}\p{N}])${whole}`,
		whole,
		letters.join('.{0,3}'),
	].map(pattern => new RegExp(pattern, 'su'));
}
