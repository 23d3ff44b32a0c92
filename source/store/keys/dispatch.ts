import {keymap} from '../../features/keymap.ts';
import {paneKeys} from '../../features/panes/index.ts';
import {readKeys, type KeyFlags, type KeyName} from '../../terminal/input/key.ts';
import type {Command} from '../command.ts';
import type {OverlayKind} from '../overlay.ts';
import type {State} from '../state.ts';
import type {Binding, Where} from './binding.ts';

export type KeyAction =
	| {readonly type: 'commandInvoked'; readonly command: Command}
	| {readonly type: 'typed'; readonly text: string};

/**
 * The commands with keys for all panes (the place `everywhere` in the key bindings) that also work while an overlay
 * is open. So does the command that opened the overlay, to close it.
 */
const underOverlay: ReadonlySet<Command['type']> = new Set([
	'move',
	'page',
	'jump',
	'help',
	'order',
	'money',
	'failure',
	'next-problem',
	'back',
	'go-back',
	'quit',
	'interrupt',
	'suspend',
	'redraw',
]);

/** The overlays whose content `copy` copies. */
const copied: ReadonlySet<OverlayKind> = new Set(['failure', 'order', 'compare']);

/**
 * Commands that work in every pane, and also while the user types into the prompt. In the prompt, a printable key is
 * always text, even if it is bound to one of them.
 */
const whileTyping: ReadonlySet<Command['type']> = new Set([
	'move',
	'page',
	'interrupt',
	'suspend',
	'redraw',
]);

/**
 * Handles one call of Ink's input handler. `input` can contain several keys. The state is read again for each key,
 * because the previous key may have changed it, for example opened a prompt.
 */
export function pressKeys(
	input: string,
	flags: KeyFlags,
	getState: () => Pick<State, 'view' | 'replay'>,
	act: (action: KeyAction) => void,
	bindings: readonly Binding[] = keymap,
): void {
	const keys = readKeys(input, flags);

	for (const [index, key] of keys.entries()) {
		const action = keyAction(key, getState(), index === keys.length - 1, bindings);

		if (action !== null) {
			act(action);
		}
	}
}

/**
 * Returns what a key does; null if it does nothing. `last` is whether no other key follows in the same input. In the
 * prompt, an Enter that is not the last key is a line break of a pasted text: it becomes a space and does not submit.
 */
export function keyAction(
	key: KeyName,
	{view, replay}: Pick<State, 'view' | 'replay'>,
	last = true,
	bindings: readonly Binding[] = keymap,
): KeyAction | null {
	const {prompt, overlay} = view;
	const pane = paneKeys(view);
	const commandIn = (place: Where): Command | undefined =>
		bindings
			.filter(({where}) => where === place)
			.flatMap(({does}) => does)
			.find(({keys}) => keys.includes(key))?.command;
	const general = commandIn('everywhere');

	if (prompt !== null) {
		if (key === 'enter' && !last) {
			return {type: 'typed', text: ' '};
		}

		const own = commandIn('prompt');

		if (own === undefined && (key === 'space' || isPrintable(key))) {
			return {type: 'typed', text: key === 'space' ? ' ' : key};
		}

		return commanded(own ?? (general && whileTyping.has(general.type) ? general : undefined));
	}

	if (overlay !== null) {
		const ofList = overlay.kind === 'compare' ? commandIn('runs') : undefined;
		const own =
			overlay.kind === 'output'
				? commandIn('viewer')
				: ofList?.type === 'compare' || ofList?.type === 'enter'
					? ofList
					: undefined;
		const works =
			general !== undefined &&
			(underOverlay.has(general.type) ||
				general.type === overlay.kind ||
				(general.type === 'copy' && copied.has(overlay.kind)) ||
				(general.type === 'filter' && overlay.kind === 'help'));
		return commanded(own ?? (works ? general : undefined));
	}

	const command =
		(replay === null ? undefined : commandIn('replay')) ??
		(pane === null ? undefined : commandIn(pane)) ??
		general;
	// In another pane, a key of the outputs pane, such as `D`, shows a notice that names the pane where it works.
	return command === undefined && commandIn('outputs') !== undefined
		? commanded({type: 'key-of-outputs', key})
		: commanded(command);
}

function isPrintable(key: KeyName): boolean {
	return [...key].length === 1;
}

function commanded(command: Command | undefined): KeyAction | null {
	return command === undefined ? null : {type: 'commandInvoked', command};
}
