import type {Command} from '../command.ts';
import type {Bindings, Commands} from '../registry.ts';
import type {PromptState} from '../../features/prompt/state.ts';
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
	readonly purposes?: readonly PromptState['purpose'][];
};

type Footer = Pick<Binding, 'footer' | 'purposes'>;

type PlainCommand = {
	[Type in keyof Commands]: object extends Commands[Type] ? Type : never;
}[keyof Commands];

/** Binds keys to one command. Default: the command with the binding's id. */
export function bind(
	where: Where,
	id: BindingId & PlainCommand,
	keys: readonly KeyName[],
	options?: Footer & {readonly command?: Command},
): Binding;
export function bind(
	where: Where,
	id: BindingId,
	keys: readonly KeyName[],
	options: Footer & {readonly command: Command},
): Binding;
export function bind(
	where: Where,
	id: BindingId,
	keys: readonly KeyName[],
	{command = {type: id} as Command, ...footer}: Footer & {readonly command?: Command} = {},
): Binding {
	return {id, where, does: [{keys, command}], ...footer};
}
