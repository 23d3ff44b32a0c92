import {memoizeByObject} from '../../core/memoize.ts';
import type {Command} from '../command.ts';
import type {State} from '../state.ts';
import {readKeys, type KeyFlags, type KeyName} from '../../terminal/input/key.ts';
import type {Binding, Where} from './binding.ts';
import {keymap} from '../../features/keymap.ts';
import {paneKeys} from './pane-keys.ts';

export type KeyAction =
	| {readonly type: 'commandInvoked'; readonly command: Command}
	| {readonly type: 'typed'; readonly text: string};

/** Commands of `everywhere` that also work while an overlay is open. */
const underOverlay: ReadonlySet<Command['type']> = new Set([
	'move',
	'page',
	'jump',
	'help',
	'order',
	'money',
	'failure',
	'back',
	'quit',
	'interrupt',
	'suspend',
	'redraw',
]);

/** Commands of `everywhere` that also work in the prompt. A printable key is always text in the prompt. */
const whileTyping: ReadonlySet<Command['type']> = new Set([
	'move',
	'page',
	'interrupt',
	'suspend',
	'redraw',
]);

type Table = ReadonlyMap<KeyName, Command>;

/**
 * Handles one call of Ink's input handler, which may contain several keys. Each key is handled in the state after the
 * previous key, since the previous key may have opened a prompt.
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
 * Returns the action of a key in this state; null if the key does nothing. `last` is false if the same call of Ink's
 * input handler contains a further key. In that case, Enter is a line break of pasted text and must not submit the
 * prompt.
 */
export function keyAction(
	key: KeyName,
	state: Pick<State, 'view' | 'replay'>,
	last = true,
	bindings: readonly Binding[] = keymap,
): KeyAction | null {
	const {prompt, overlay} = state.view;
	const pane = paneKeys(state.view);
	const places = keyTables(bindings);

	if (prompt !== null) {
		return key === 'enter' && !last ? {type: 'typed', text: ' '} : promptAction(key, places);
	}

	if (overlay !== null) {
		const own = overlay.kind === 'output' ? places.get('viewer')?.get(key) : undefined;

		if (own !== undefined) {
			return commanded(own);
		}

		const command = places.get('everywhere')?.get(key);
		const works =
			command !== undefined &&
			(underOverlay.has(command.type) ||
				(command.type === 'copy' && overlay.kind === 'failure') ||
				(command.type === 'filter' && overlay.kind === 'help'));
		return works ? commanded(command) : null;
	}

	const own = pane === null ? undefined : places.get(pane)?.get(key);
	const playing = state.replay === null ? undefined : places.get('replay')?.get(key);
	const command = playing ?? own ?? places.get('everywhere')?.get(key);

	if (command !== undefined) {
		return commanded(command);
	}

	// In another pane, a key of the outputs pane, such as `D`, shows a notice that names the pane where it works.
	return places.get('outputs')?.has(key) === true ? commanded({type: 'key-of-outputs', key}) : null;
}

function promptAction(key: KeyName, places: ReadonlyMap<Where, Table>): KeyAction | null {
	const own = places.get('prompt')?.get(key);

	if (own !== undefined) {
		return commanded(own);
	}

	if (key === 'space' || isPrintable(key)) {
		return {type: 'typed', text: key === 'space' ? ' ' : key};
	}

	const general = places.get('everywhere')?.get(key);
	return general !== undefined && whileTyping.has(general.type) ? commanded(general) : null;
}

function isPrintable(key: KeyName): boolean {
	return [...key].length === 1;
}

function commanded(command: Command): KeyAction {
	return {type: 'commandInvoked', command};
}

const keyTables = memoizeByObject(
	(bindings: readonly Binding[]): ReadonlyMap<Where, Table> =>
		new Map(
			[...Map.groupBy(bindings, ({where}) => where)].map(([where, group]) => [
				where,
				tableOf(group),
			]),
		),
);

function tableOf(bindings: readonly Binding[]): Table {
	return new Map(
		bindings.flatMap(({does}) =>
			does.flatMap(({keys, command}) => keys.map(key => [key, command] as const)),
		),
	);
}
