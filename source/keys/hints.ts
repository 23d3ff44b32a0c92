import type {State} from '../state/state.ts';
import type {KeyName} from './key.ts';
import type {Binding, BindingId, Where} from './binding.ts';
import {keymap} from './keymap.ts';

/** A key, or several, and what it does: for the footer. */
export type Hint = {readonly keys: readonly KeyName[]; readonly id: BindingId};

/** The order in which the help lists where keys work. */
export const helpOrder: readonly Where[] = [
	'everywhere',
	'runs',
	'log',
	'outputs',
	'prompt',
	'replay',
];

/** What the footer says under an overlay, where most keys sleep. */
const overlayHints: readonly Hint[] = [
	{keys: ['up', 'down'], id: 'move'},
	{keys: ['esc'], id: 'back'},
];

/** The keys that work where the reader is, the particular ones first. */
export function footerHints({view, replay}: Pick<State, 'view' | 'replay'>): readonly Hint[] {
	if (view.overlay !== null) {
		return overlayHints;
	}

	const here: Where =
		view.prompt === null ? (view.focus === 'detail' ? 'everywhere' : view.focus) : 'prompt';
	const own = keymap.filter(
		({where}) => where === here || (where === 'replay' && replay !== null && view.prompt === null),
	);
	const taken = new Set(own.flatMap(({does}) => does.flatMap(({keys}) => keys)));
	const general =
		here === 'prompt' || here === 'everywhere'
			? []
			: keymap.filter(
					({where, footer}) =>
						where === 'everywhere' && footer?.every(key => !taken.has(key)) === true,
				);
	return [...own, ...general].flatMap(({footer, id}) =>
		footer === undefined ? [] : [{keys: footer, id}],
	);
}

/** All bindings by where they work, for the help. */
export function helpGroups(): readonly {
	readonly where: Where;
	readonly bindings: readonly Binding[];
}[] {
	return helpOrder.map(where => ({
		where,
		bindings: keymap.filter(binding => binding.where === where),
	}));
}

/** The keys of a binding as they are pressed, each once. */
export function keysOf({does}: Binding): readonly KeyName[] {
	return [...new Set(does.flatMap(({keys}) => keys))];
}
