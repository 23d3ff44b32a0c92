import type {Instant} from '../core/time/clock.ts';
import type {Action} from './action.ts';
import type {Command, CommandOf, CommandType} from './command.ts';
import type {Language} from '../i18n/language.ts';
import type {Binding, BindingId} from './keys/binding.ts';
import type {OverlayKind, OverlayOf} from './overlay.ts';
import type {NoticeTexts} from './notice.ts';
import type {FeatureMessages, Notices, Overlays} from './registry.ts';
import type {State} from './state.ts';
import type {HandlerResult, Transition} from './transition.ts';

export type Invoke = (state: State, command: Command, at: Instant) => Transition;

/** Returns null if the next feature must handle the command, like `move` while another pane has the focus. */
export type CommandHandler<Type extends CommandType> = (
	state: State,
	command: CommandOf<Type>,
	at: Instant,
	invoke: Invoke,
) => HandlerResult | null;

export type CommandHandlers = {readonly [Type in CommandType]: CommandHandler<Type>};

/** The words of a binding. `directions`: the words for each direction of the binding, shown in the palette. */
export type BindingWords = readonly [short: string, long: string, directions?: readonly string[]];

export function bindingWords<Id extends string>(
	words: Readonly<Record<Id, Readonly<Record<Language, BindingWords>>>>,
): typeof words {
	return words;
}

/** The ids of the bindings in a table of words. A feature adds them to `Bindings`. */
export type BindingIds<Words> = {readonly [Id in keyof Words]: true};

export type ReduceContext = {
	/** The state before any feature has handled the action. */
	readonly before: State;
	readonly invoke: Invoke;
};

export type OverlaySelectors = {
	readonly [Kind in OverlayKind]: (
		state: State,
		overlay: OverlayOf<Kind>,
	) => Overlays[Kind]['model'];
};

export type ActionHandlers = {
	readonly [Type in Action['type']]: (
		state: State,
		action: Extract<Action, {type: Type}>,
		context: ReduceContext,
	) => HandlerResult;
};

/**
 * A part of the program that a user can name. `features/index.ts` lists the features from the front of the screen to
 * the back.
 */
export type Feature = {
	/** Command handlers. The features are called from front to back until one of them handles the command. */
	readonly commands?: Partial<CommandHandlers>;
	readonly bindings?: readonly Binding[];
	readonly words?: {readonly [Id in BindingId]?: Readonly<Record<Language, BindingWords>>};
	readonly overlays?: Partial<OverlaySelectors>;
	readonly notices?: {readonly [Kind in keyof Notices]?: NoticeTexts<Notices[Kind]>};
	readonly messages?: {
		readonly [Name in keyof FeatureMessages]?: Readonly<Record<Language, FeatureMessages[Name]>>;
	};
	/** Action handlers. All features are called, from back to front. */
	readonly actions?: Partial<ActionHandlers>;
	/**
	 * Makes further changes to the state after all action handlers. All features are called, from back to front. If the
	 * result is only a state, the effects of `next` are kept.
	 */
	readonly derive?: (next: Transition, previous: State, action: Action) => HandlerResult;
};
