import type {Instant} from '../core/time/clock.ts';
import type {Action} from './action.ts';
import type {Command, CommandOf, CommandType} from './command.ts';
import type {Language} from '../i18n/language.ts';
import type {Binding, BindingId} from './keys/binding.ts';
import type {OverlayKind, OverlayOf} from './overlay.ts';
import type {FeatureMessages, Overlays} from './registry.ts';
import type {State} from './state.ts';
import type {Transition} from './transition.ts';

/** Runs a command on a state, as if its key had been pressed. */
export type Invoke = (state: State, command: Command, at: Instant) => Transition;

/** Gives null where the command is meant for something further back, as `move` while another pane has the focus. */
export type CommandHandler<Type extends CommandType> = (
	state: State,
	command: CommandOf<Type>,
	at: Instant,
	invoke: Invoke,
) => Transition | null;

export type CommandHandlers = {readonly [Type in CommandType]: CommandHandler<Type>};

/** What a binding is called in one language. */
export type BindingWords = {
	/** One or two words, for the footer. */
	readonly short: string;
	/** A few words, for the help and the palette. */
	readonly long: string;
	/** The same for each direction of the binding, for the palette. */
	readonly directions?: readonly string[];
};

/** What an action handler gets besides the state and the action. */
export type ReduceContext = {
	/** The state before any feature has seen the action. */
	readonly before: State;
	readonly invoke: Invoke;
};

/** Selects what an overlay shows. */
export type OverlaySelectors = {
	readonly [Kind in OverlayKind]: (
		state: State,
		overlay: OverlayOf<Kind>,
	) => Overlays[Kind]['shows'];
};

export type ActionHandlers = {
	readonly [Type in Action['type']]: (
		state: State,
		action: Extract<Action, {type: Type}>,
		context: ReduceContext,
	) => Transition;
};

/** A part of the program that a user can name. `features/index.ts` lists them from the front of the screen to the back. */
export type Feature = {
	/** A command is offered to the features in front first. */
	readonly commands?: Partial<CommandHandlers>;
	readonly bindings?: readonly Binding[];
	readonly words?: {readonly [Id in BindingId]?: Readonly<Record<Language, BindingWords>>};
	readonly overlays?: Partial<OverlaySelectors>;
	/** Sentences; Chinese has the type of English. */
	readonly messages?: {
		readonly [Name in keyof FeatureMessages]?: Readonly<Record<Language, FeatureMessages[Name]>>;
	};
	/** Takes in what happened; the features at the back are the first to see it. */
	readonly actions?: Partial<ActionHandlers>;
	/** Adds what follows from another state, when every feature has seen the action; the back first as well. */
	readonly derive?: (next: Transition, previous: State, action: Action) => Transition;
};
