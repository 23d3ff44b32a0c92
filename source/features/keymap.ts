import {cleanName, type SafeText} from '../core/text/sanitize.ts';
import type {Language, Messages} from '../i18n/messages.ts';
import type {BindingWords, Feature} from '../store/feature.ts';
import type {Binding, BindingId, KeyPlace} from '../store/keys/binding.ts';
import type {OverlayKind} from '../store/overlay.ts';
import {features} from './index.ts';

/** Bindings with well-known keys. The help lists them first, and the palette lists their commands last. */
export const wellKnownBindings: readonly BindingId[] = [
	'move',
	'half-page',
	'page',
	'ends',
	'next-pane',
	'pane-n',
	'zoom',
];

/**
 * The order of the bindings of several features at one place, in the help and the footer: the most used first. At other
 * places the bindings are in the order in which their feature lists them.
 */
const helpOrder: Readonly<Partial<Record<KeyPlace, readonly BindingId[]>>> = {
	everywhere: [
		...wellKnownBindings,
		'next-problem',
		'filter',
		'open',
		'copy',
		'help',
		'back',
		'quit',
		'palette',
		'interrupt',
		'suspend',
		'redraw',
		'add',
		'history',
		'order',
		'poll-now',
		'pause',
		'money',
		'timeline',
		'failure',
		'mouse',
	],
	runs: [
		'enter',
		'mark',
		'mark-all',
		'compare',
		'sort',
		'turn',
		'fold-runs',
		'pictures',
		'download-all',
		'drop',
		'undo',
	],
};

/** The places where keys work, in the order of the help. */
export const keyPlaces: readonly KeyPlace[] = [
	'everywhere',
	'runs',
	'detail',
	'log',
	'timeline',
	'outputs',
	...features.flatMap(({overlays = {}}) => Object.keys(overlays) as readonly OverlayKind[]),
	'prompt',
	'replay',
];

export const overlayKeys = Object.assign(
	{},
	...features.map(feature => feature.overlayKeys),
) as NonNullable<Feature['overlayKeys']>;

/** Returns the heading of the keys of a place. */
export function placeTitle(where: KeyPlace, {help, language}: Messages): string {
	const titles: Readonly<Partial<Record<KeyPlace, string>>> = help.places;
	return titles[where] ?? overlayKeys[where as OverlayKind]?.title?.[language] ?? where;
}

/**
 * The key bindings of all features. In a pane, its own binding takes precedence over a binding of `everywhere` with the
 * same key. A command that is hard to undo has no lower-case letter as its key. Commands without a key are in the
 * palette.
 */
export const keymap: readonly Binding[] = features
	.flatMap(({bindings = []}) => bindings)
	.toSorted(
		(a, b) => keyPlaces.indexOf(a.where) - keyPlaces.indexOf(b.where) || rankOf(a) - rankOf(b),
	);

function rankOf({id, where}: Binding): number {
	const ids = helpOrder[where] ?? [];
	return ids.includes(id) ? ids.indexOf(id) : ids.length;
}

const words = Object.assign({}, ...features.map(feature => feature.words)) as Readonly<
	Record<BindingId, Readonly<Record<Language, BindingWords>>>
>;

/** Returns the name of a command as the user types it. */
export function bindingName(id: string): SafeText {
	return cleanName(id.replace(/^own:/, ''));
}

export function wordsOf(id: BindingId, language: Language) {
	const name = bindingName(id);
	const [short, long, directions]: BindingWords = words[id]?.[language] ?? [name, name];
	return {short, long, directions};
}
