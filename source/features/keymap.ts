import {cleanName} from '../core/text/sanitize.ts';
import type {Language} from '../i18n/language.ts';
import type {BindingWords} from '../store/feature.ts';
import {places, type Binding, type BindingId} from '../store/keys/binding.ts';
import {features} from './index.ts';

/** Bindings with well-known keys. The help lists them first, and the palette lists their commands last. */
export const wellKnown: readonly BindingId[] = [
	'move',
	'half-page',
	'page',
	'ends',
	'next-pane',
	'pane-n',
	'zoom',
];

/** The order of the bindings that work everywhere, in the help and the footer. Bindings missing here come last. */
const helpOrder: readonly BindingId[] = [
	...wellKnown,
	'next-problem',
	'filter',
	'open',
	'copy',
	'help',
	'back',
	'go-back',
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
	'status',
	'timeline',
	'failure',
	'notifications',
	'mouse',
	'messages',
];

/**
 * The key bindings of all features. In a pane, its own binding takes precedence over a binding of `everywhere` with the
 * same key. Each command has a key that is not a letter, since Chinese input methods intercept letters. A command that
 * is hard to undo has no lower-case letter as its key.
 */
export const keymap: readonly Binding[] = features
	.flatMap(({bindings = []}) => bindings)
	.toSorted((a, b) => rankOf(a) - rankOf(b));

function rankOf({id, where}: Binding): number {
	const rank = helpOrder.indexOf(id);
	return where === 'everywhere' && rank !== -1 ? rank : helpOrder.length + places.indexOf(where);
}

const words = Object.assign({}, ...features.map(feature => feature.words)) as Readonly<
	Record<BindingId, Readonly<Record<Language, BindingWords>>>
>;

export function wordsOf(id: BindingId, language: Language) {
	const ownName = cleanName(id.replace(/^own:/, ''));
	const [short, long, directions]: BindingWords = words[id]?.[language] ?? [ownName, ownName];
	return {short, long, directions};
}
