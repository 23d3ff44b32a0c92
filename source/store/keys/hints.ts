import type {State} from '../state.ts';
import type {OverlayState} from '../overlay.ts';
import type {KeyName} from '../../terminal/input/key.ts';
import {places, type Binding, type BindingId, type Where} from './binding.ts';
import {keymap} from '../../features/keymap.ts';
import {paneKeys} from './pane-keys.ts';

export type Hint = {readonly keys: readonly KeyName[]; readonly id: BindingId};

/** Returns the bindings that the footer shows. The bindings of the focused pane come first. */
export function footerHints(
	{view, replay}: Pick<State, 'view' | 'replay'>,
	bindings: readonly Binding[] = keymap,
): readonly Hint[] {
	const {prompt, overlay} = view;

	if (overlay?.kind === 'output' && prompt === null) {
		return viewerHints(bindings, overlay.isText);
	}

	if (overlay !== null && prompt === null) {
		return overlayHints(bindings, overlay.kind);
	}

	const here: Where = prompt === null ? (paneKeys(view) ?? 'everywhere') : 'prompt';
	const own = bindings.filter(
		({where, purposes}) =>
			(where === here || (where === 'replay' && replay !== null && prompt === null)) &&
			(purposes === undefined || (prompt !== null && purposes.includes(prompt.purpose))),
	);
	const taken = new Set(own.flatMap(({does}) => does.flatMap(({keys}) => keys)));
	const general =
		here === 'prompt' || here === 'everywhere'
			? []
			: bindings.filter(
					({where, footer}) =>
						where === 'everywhere' && footer?.every(key => !taken.has(key)) === true,
				);
	return [...own, ...general].flatMap(({footer, id}) =>
		footer === undefined ? [] : [{keys: footer, id}],
	);
}

/** Returns the hints of the output viewer. Searching and scrolling are only possible in text. */
function viewerHints(bindings: readonly Binding[], isText: boolean): readonly Hint[] {
	const own = bindings.filter(
		({id, where}) => where === 'viewer' && (isText || id === 'open' || id === 'copy'),
	);
	const back = overlayHints(bindings, 'output').filter(({id}) => isText || id === 'back');
	return [
		...back,
		...own.flatMap(({id, footer}) => (footer === undefined ? [] : [{id, keys: footer}])),
	];
}

/** Returns the hints of an overlay. Most keys do not work while an overlay is open. */
function overlayHints(bindings: readonly Binding[], kind: OverlayState['kind']): readonly Hint[] {
	const more: readonly BindingId[] =
		kind === 'help' ? ['filter'] : kind === 'failure' ? ['copy'] : [];
	const ids: readonly BindingId[] = ['move', ...more, 'back'];
	return ids.flatMap(id => {
		const binding = bindings.find(one => one.id === id && one.where === 'everywhere');
		const keys = binding?.footer ?? binding?.does.flatMap(({keys: all}) => all.slice(0, 1)) ?? [];
		return keys.length === 0 ? [] : [{keys, id}];
	});
}

export type HelpGroup = {readonly where: Where; readonly bindings: readonly Binding[]};

export function helpGroups(bindings: readonly Binding[] = keymap): readonly HelpGroup[] {
	return places.map(where => ({
		where,
		bindings: bindings.filter(binding => binding.where === where),
	}));
}

export function keysOf({does}: Binding): readonly KeyName[] {
	return [...new Set(does.flatMap(({keys}) => keys))];
}
