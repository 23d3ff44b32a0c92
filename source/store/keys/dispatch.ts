import type {Command} from '../command.ts';
import type {State} from '../state.ts';
import {readKeys, type KeyFlags, type KeyName} from '../../terminal/input/key.ts';
import type {Binding, Where} from './binding.ts';
import {keymap} from '../../features/keymap.ts';
import {paneKeys} from './pane-keys.ts';

/** What a key asks for: a command, or text for the prompt. */
export type KeyAction =
	| {readonly type: 'commandInvoked'; readonly command: Command}
	| {readonly type: 'typed'; readonly text: string};

/** Commands that make sense while an overlay covers the panes. */
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

/** Commands of `everywhere` whose keys work in the prompt too, unless they are printable: those are text. */
const whileTyping: ReadonlySet<Command['type']> = new Set([
	'move',
	'page',
	'interrupt',
	'suspend',
	'redraw',
]);

/** What each key does in each place. Made once for each table of keys, of which a session has one. */
const tableCache = new WeakMap<readonly Binding[], ReadonlyMap<Where, Table>>();

type Table = ReadonlyMap<KeyName, Command>;

/**
 * Carries out one call of Ink's input handler, by a table of keys. Glued keys are taken one after the other, each against the state that
 * the one before led to, since the first may open a prompt for the others.
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
 * What a key asks for where the reader is; null when nothing. `last` says that no other key came glued behind it: an
 * enter in the middle of glued text is the line end of something pasted, which never acts (T12).
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

	// `D` on a run looks as if it saved its outputs: a dead key would not say where it does.
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

/** Printable keys are named by the one character that they print. */
function isPrintable(key: KeyName): boolean {
	return [...key].length === 1;
}

function commanded(command: Command): KeyAction {
	return {type: 'commandInvoked', command};
}

function keyTables(bindings: readonly Binding[]): ReadonlyMap<Where, Table> {
	const cached = tableCache.get(bindings);

	if (cached !== undefined) {
		return cached;
	}

	const places = new Map(
		[...new Set(bindings.map(({where}) => where))].map(where => [where, tableOf(bindings, where)]),
	);
	tableCache.set(bindings, places);
	return places;
}

function tableOf(bindings: readonly Binding[], where: Where): Table {
	return new Map(
		bindings
			.filter(binding => binding.where === where)
			.flatMap(({does}) =>
				does.flatMap(({keys, command}) => keys.map(key => [key, command] as const)),
			),
	);
}
