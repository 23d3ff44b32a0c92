import type {Command, CommandType} from '../store/command.ts';
import type {Binding, KeyPlace} from '../store/keys/binding.ts';
import type {OverlayKind} from '../store/overlay.ts';
import type {State} from '../store/state.ts';
import {
	asciiKey,
	isPrintable,
	readKeys,
	type KeyFlags,
	type KeyName,
} from '../terminal/input/key.ts';
import {keymap, overlayKeys} from './keymap.ts';
import {paneKeys} from './panes/index.ts';

export type KeyAction =
	| {readonly type: 'commandInvoked'; readonly command: Command}
	| {readonly type: 'typed'; readonly text: string};

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
		// A slow connection may deliver an Enter together with the keys that were pressed after it.
		const submits = index === 0 || index === keys.length - 1;
		const action = keyAction(key, getState(), submits, bindings);

		if (action !== null) {
			act(action);
		}

		// The rest of the text belongs to it.
		if (action?.type === 'commandInvoked' && action.command.type === 'text-in-pane') {
			return;
		}
	}
}

/**
 * Returns what a key does; null if it does nothing. `submits`: whether an Enter submits the prompt. One between other keys
 * of the same input is a line break of a text that was pasted in a terminal without bracketed paste: it becomes a space.
 * Outside the prompt, punctuation of a Chinese input method counts as the ASCII character of its key, unless it is bound itself.
 * A key with alt that is not bound is the key without alt.
 */
export function keyAction(
	typed: KeyName,
	{view, replay}: Pick<State, 'view' | 'replay'>,
	submits = true,
	bindings: readonly Binding[] = keymap,
): KeyAction | null {
	const {prompt, overlay} = view;
	const isBound = bindings.some(
		({where, does}) =>
			(where === 'prompt') === (prompt !== null) && does.some(({keys}) => keys.includes(typed)),
	);
	const plain = isBound ? typed : typed.replace(/^alt\+/, '');
	const key = prompt !== null || isBound ? plain : asciiKey(plain);
	const commandIn: CommandIn = (place, canUse = () => true) =>
		bindings
			.filter(({where}) => where === place)
			.flatMap(({reach, does}) => does.map(item => ({...item, reach})))
			.find(({keys, command, reach}) => keys.includes(key) && canUse(command.type, reach))?.command;

	if (prompt !== null) {
		return key === 'enter' && !submits ? {type: 'typed', text: ' '} : promptAction(key, commandIn);
	}

	const pane = paneKeys(view);
	const command =
		overlay !== null
			? overlayCommand(overlay.kind, commandIn)
			: ((replay === null ? undefined : commandIn('replay')) ??
				commandIn(pane) ??
				commandIn('everywhere'));

	if (command === undefined && /\p{Script=Han}/u.test(key)) {
		return commanded({type: 'text-in-pane', text: key});
	}

	const elsewhere =
		overlay === null && replay === null
			? (['runs', 'log', 'outputs'] as const).find(place => commandIn(place) !== undefined)
			: undefined;
	return command === undefined && elsewhere !== undefined
		? commanded({type: 'key-of-pane', key, pane: elsewhere})
		: commanded(command);
}

type CanUse = (command: CommandType, reach: Binding['reach']) => boolean;
/** Returns the command of the key at a place, if it can be used. */
type CommandIn = (place: KeyPlace, canUse?: CanUse) => Command | undefined;

function promptAction(key: KeyName, commandIn: CommandIn): KeyAction | null {
	const own = commandIn('prompt');

	if (own === undefined && (key === 'space' || isPrintable(key))) {
		return {type: 'typed', text: key === 'space' ? ' ' : key};
	}

	return commanded(own ?? commandIn('everywhere', (_, reach) => reach === 'prompt'));
}

function overlayCommand(kind: OverlayKind, commandIn: CommandIn): Command | undefined {
	const {commands = []} = overlayKeys[kind] ?? {};
	const isListed: CanUse = command => commands.includes(command);
	return (
		commandIn(kind) ??
		commandIn('runs', isListed) ??
		// The command that opened the overlay closes it.
		commandIn(
			'everywhere',
			(command, reach) => reach !== undefined || command === kind || isListed(command, reach),
		)
	);
}

function commanded(command: Command | undefined): KeyAction | null {
	return command === undefined ? null : {type: 'commandInvoked', command};
}
