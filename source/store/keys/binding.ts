import type {KeyName} from '../../terminal/input/key.ts';
import type {Command} from '../command.ts';
import type {OverlayKind} from '../overlay.ts';
import type {Bindings, Commands, Prompts} from '../registry.ts';

/** Where a key works: in all panes, in one of them, in an overlay, while the user types, or in a replay. */
export type KeyPlace =
	| 'everywhere'
	| 'runs'
	| 'detail'
	| 'log'
	| 'timeline'
	| 'outputs'
	| OverlayKind
	| 'prompt'
	| 'replay';

type PlainCommand = {
	[Type in keyof Commands]: object extends Commands[Type] ? Type : never;
}[keyof Commands];

/** A command without arguments has one binding, with its name. */
export type BindingId = PlainCommand | keyof Bindings;

/**
 * `run`: any run. `failure`: a run that failed or was canceled. `output`: a run with outputs. `file`: an output that can be opened.
 * `picture`: a run with an input that is a picture, or may be. `marks`: marked runs in sight.
 */
export type Selectable = 'run' | 'failure' | 'output' | 'file' | 'picture' | 'marks';

/** When the footer shows a key: without a run, with a running one, with two marked ones, or if something needs the user. */
export type FooterTime = 'no run' | 'running' | 'pair' | 'problem';

/** A key binding, shown in one row of the help. `does` has one item, or one for each direction, such as up and down. */
export type Binding = {
	readonly id: BindingId;
	readonly where: KeyPlace;
	readonly does: readonly {readonly keys: readonly KeyName[]; readonly command: Command}[];
	/** The keys that the footer shows. If undefined, only the help shows the binding. */
	readonly footer?: readonly KeyName[];
	/** What must be selected for the footer to show the binding. Default: nothing. */
	readonly selected?: Selectable;
	/** When the footer shows the binding, which works always. Default: always. */
	readonly when?: FooterTime;
	/**
	 * Only for keys of `everywhere`, which work in all panes. `overlays`: they also work in every overlay. `prompt`: in every
	 * overlay and while the user types, except for printable keys, which are text there.
	 */
	readonly reach?: 'overlays' | 'prompt';
	/** Only for keys of the prompt: the footer shows them if the prompt has one of these purposes. Default: always. */
	readonly purposes?: readonly (keyof Prompts)[];
};

type BindingOptions = Pick<Binding, 'footer' | 'selected' | 'when' | 'reach' | 'purposes'>;

/** Creates a binding of keys to one command. By default, this is the command whose name is the binding's id. */
export function bind(
	where: KeyPlace,
	id: PlainCommand,
	keys: readonly KeyName[],
	options?: BindingOptions & {readonly command?: Command},
): Binding;
export function bind(
	where: KeyPlace,
	id: BindingId,
	keys: readonly KeyName[],
	options: BindingOptions & {readonly command: Command},
): Binding;
export function bind(
	where: KeyPlace,
	id: BindingId,
	keys: readonly KeyName[],
	{command = {type: id} as Command, ...options}: BindingOptions & {readonly command?: Command} = {},
): Binding {
	return {id, where, does: [{keys, command}], ...options};
}

/** Creates a binding with several directions, like up and down, each with its own keys and command. */
export function bindEach(
	where: KeyPlace,
	id: BindingId,
	options: BindingOptions,
	does: Binding['does'],
): Binding {
	return {id, where, does, ...options};
}
