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

/** A key binding, which is one row of the help. `does` contains the keys and the command of each direction. */
export type Binding = {
	readonly id: BindingId;
	readonly where: Where;
	readonly does: readonly {readonly keys: readonly KeyName[]; readonly command: Command}[];
	/** The keys that the footer shows. If undefined, only the help shows the binding. */
	readonly footer?: readonly KeyName[];
	/** For a binding of the prompt: the footer shows it only if the prompt has one of these purposes. Default: always. */
	readonly purposes?: readonly PromptState['purpose'][];
};

type Footer = Pick<Binding, 'footer' | 'purposes'>;

type PlainCommand = {
	[Type in keyof Commands]: object extends Commands[Type] ? Type : never;
}[keyof Commands];

/** Binds keys to one command. By default, the command has the same name as the binding's id. */
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

/** Binds keys to each direction of a command. */
export function bindEach(
	where: Where,
	id: BindingId,
	footer: Footer,
	does: Binding['does'],
): Binding {
	return {id, where, does, ...footer};
}
