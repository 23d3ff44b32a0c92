import type {Command} from '../command.ts';
import type {Bindings} from '../registry.ts';
import type {Prompt} from '../state.ts';
import type {KeyName} from '../../terminal/input/key.ts';

/**
 * Where a key works: in every pane, in one of them, while something is typed, or while a recording is played; in the order in
 * which the help lists them.
 */
export const places = [
	'everywhere',
	'runs',
	'log',
	'timeline',
	'outputs',
	'viewer',
	'prompt',
	'replay',
] as const;
export type Where = (typeof places)[number];

/** What a binding is called in the config. */
export type BindingId = keyof Bindings;

/** One thing that keys do: a line of the help, and for each direction of it the keys and their command. */
export type Binding = {
	readonly id: BindingId;
	readonly where: Where;
	readonly does: readonly {readonly keys: readonly KeyName[]; readonly command: Command}[];
	/** The keys that the footer names; a binding without them is only in the help. */
	readonly footer?: readonly KeyName[];
	/** In a prompt: only in those with these purposes is it worth a word in the footer. */
	readonly purposes?: readonly Prompt['purpose'][];
};
