import {memoizeByObject} from '../core/memoize.ts';
import {languages, type Language} from '../i18n/messages.ts';
import type {Binding, BindingId, KeyPlace} from '../store/keys/binding.ts';
import {wellKnownBindings, wordsOf} from './keymap.ts';
import {paletteEn, paletteZh} from './palette/messages.ts';
import type {CommandRegistry, PaletteItem} from './palette/rows.ts';
import type {Setting} from './settings/index.ts';

const unlisted: ReadonlySet<BindingId> = new Set(['palette', 'back', 'interrupt']);
const palettePlaces: ReadonlySet<KeyPlace> = new Set([
	'everywhere',
	'runs',
	'log',
	'outputs',
	'replay',
]);
const aliases: Partial<Record<Setting, readonly string[]>> = {language: ['lang']};

export function commandRegistry(
	bindings: readonly Binding[],
	profiles: readonly string[],
): CommandRegistry {
	return {
		profiles,
		// Made when it is first read, since a start does not need it.
		get palette() {
			return paletteItems(bindings);
		},
	};
}

const paletteItems = memoizeByObject((bindings: readonly Binding[]): readonly PaletteItem[] => [
	...settingItems(),
	...bindings
		.filter(({id, where}) => palettePlaces.has(where) && !unlisted.has(id))
		.filter((binding, index, all) => isOwnCommand(binding, index, all))
		.toSorted(
			(a, b) => Number(wellKnownBindings.includes(a.id)) - Number(wellKnownBindings.includes(b.id)),
		)
		.flatMap(binding => commandItems(binding)),
]);

export function commandPhrase(
	{id, does}: Pick<Binding, 'id' | 'does'>,
	direction: number,
	language: Language,
): string {
	const {directions, long} = wordsOf(id, language);
	return (does.length > 1 ? directions?.[direction] : undefined) ?? long;
}

/** False if the same command has another binding that works everywhere, so that the palette lists it only once. */
function isOwnCommand({id, where}: Binding, index: number, all: readonly Binding[]): boolean {
	const general = all.findIndex(other => other.id === id && other.where === 'everywhere');
	return where === 'everywhere' || general === -1 || general === index;
}

function commandItems(binding: Binding): readonly PaletteItem[] {
	const {id, where, does} = binding;
	// If each direction of a command has its own text, the palette lists all directions, otherwise only the first one.
	const hasDirections = languages.every(
		language => wordsOf(id, language).directions?.length === does.length,
	);
	return does.slice(0, hasDirections ? does.length : 1).map((_, direction) => ({
		id: `${where} ${id} ${direction}`,
		kind: 'command',
		names: [
			...languages.flatMap(language => [
				wordsOf(id, language).short,
				commandPhrase(binding, direction, language),
			]),
			id,
		],
		binding,
		direction,
	}));
}

function settingItems(): readonly PaletteItem[] {
	return (Object.keys(paletteEn.settings) as readonly Setting[]).map(setting => {
		const texts = [paletteZh, paletteEn].map(({settings}) => settings[setting]);
		const words = [
			setting,
			...(aliases[setting] ?? []),
			...texts.map(([word]) => word.toLowerCase()),
		];
		return {
			id: setting,
			kind: 'setting',
			setting,
			words: [...new Set(words)],
			names: [...words, ...texts.map(([, meaning]) => meaning)],
		};
	});
}
