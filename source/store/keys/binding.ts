import type {Command} from '../command.ts';
import type {Bindings} from '../registry.ts';
import type {Prompt} from '../../features/prompt/state.ts';
import type {KeyName} from '../../terminal/input/key.ts';

/** The places where a key works, in the order of the help. */
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
	/** The keys in the footer. Without them the binding is only in the help. */
	readonly footer?: readonly KeyName[];
	/** For `prompt`: the footer shows the binding only for these purposes. */
	readonly purposes?: readonly Prompt['purpose'][];
};
