import type {Command} from '../command.ts';
import type {Bindings} from '../registry.ts';
import type {Prompt} from '../state.ts';
import type {KeyName} from '../../terminal/input/key.ts';

/** Where a key works; the help lists them in this order. */
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

export type BindingId = keyof Bindings;

/** A row of the help: the keys and the command of each direction. */
export type Binding = {
	readonly id: BindingId;
	readonly where: Where;
	readonly does: readonly {readonly keys: readonly KeyName[]; readonly command: Command}[];
	/** Shown in the footer; without them the binding is only in the help. */
	readonly footer?: readonly KeyName[];
	/** For `prompt`: the footer shows the binding only for these purposes. */
	readonly purposes?: readonly Prompt['purpose'][];
};
