import type {Command} from '../state/command.ts';
import type {State} from '../state/state.ts';
import {readKeys, type KeyFlags, type KeyName} from './key.ts';
import type {Where} from './binding.ts';
import {keymap} from './keymap.ts';

/** What a key asks for: a command, or text for the prompt. */
export type KeyAction =
	| {readonly type: 'commanded'; readonly command: Command}
	| {readonly type: 'typed'; readonly text: string};

/** Commands that make sense while an overlay covers the panes. */
const underOverlay: ReadonlySet<Command['type']> = new Set([
	'move',
	'page',
	'jump',
	'help',
	'order',
	'back',
	'quit',
	'interrupt',
	'suspend',
	'redraw',
]);

/** Commands of `everywhere` whose keys work in the prompt too, unless they are printable: those are text. */
const whileTyping: ReadonlySet<Command['type']> = new Set([
	'move',
	'interrupt',
	'suspend',
	'redraw',
]);

const tables = new Map<Where, ReadonlyMap<KeyName, Command>>(
	[...new Set(keymap.map(({where}) => where))].map(where => [where, tableOf(where)]),
);

/**
 * Carries out one call of Ink's input handler. Glued keys are taken one after the other, each against the state that
 * the one before led to, since the first may open a prompt for the others.
 */
export function pressKeys(
	input: string,
	flags: KeyFlags,
	getState: () => Pick<State, 'view' | 'replay'>,
	act: (action: KeyAction) => void,
): void {
	const keys = readKeys(input, flags);

	for (const [index, key] of keys.entries()) {
		const action = keyAction(key, getState(), index === keys.length - 1);

		if (action !== null) {
			act(action);
		}
	}
}

/**
 * What a key asks for where the reader is; null when nothing. `last` says that no other key came glued behind it: an
 * enter in the middle of glued text is the line end of something pasted, which never acts (T12).
 */
export function keyAction(
	key: KeyName,
	state: Pick<State, 'view' | 'replay'>,
	last = true,
): KeyAction | null {
	const {prompt, overlay, focus} = state.view;

	if (prompt !== null) {
		return key === 'enter' && !last ? {type: 'typed', text: ' '} : promptAction(key);
	}

	if (overlay !== null) {
		const command = tables.get('everywhere')?.get(key);
		return command !== undefined && underOverlay.has(command.type) ? commanded(command) : null;
	}

	const own = focus === 'detail' ? undefined : tables.get(focus)?.get(key);
	const playing = state.replay === null ? undefined : tables.get('replay')?.get(key);
	const command = playing ?? own ?? tables.get('everywhere')?.get(key);
	return command === undefined ? null : commanded(command);
}

function promptAction(key: KeyName): KeyAction | null {
	const own = tables.get('prompt')?.get(key);

	if (own !== undefined) {
		return commanded(own);
	}

	if (key === 'space' || isPrintable(key)) {
		return {type: 'typed', text: key === 'space' ? ' ' : key};
	}

	const general = tables.get('everywhere')?.get(key);
	return general !== undefined && whileTyping.has(general.type) ? commanded(general) : null;
}

/** Printable keys are named by the one character that they print. */
function isPrintable(key: KeyName): boolean {
	return [...key].length === 1;
}

function commanded(command: Command): KeyAction {
	return {type: 'commanded', command};
}

function tableOf(where: Where): ReadonlyMap<KeyName, Command> {
	return new Map(
		keymap
			.filter(binding => binding.where === where)
			.flatMap(({does}) =>
				does.flatMap(({keys, command}) => keys.map(key => [key, command] as const)),
			),
	);
}
