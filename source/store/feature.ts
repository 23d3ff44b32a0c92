import type {Instant} from '../core/time/clock.ts';
import type {Language, MessagesByLanguage} from '../i18n/messages.ts';
import type {Action, ActionType} from './action.ts';
import type {Command, CommandOf, CommandType} from './command.ts';
import type {EffectHandlers} from './effects.ts';
import type {Binding, BindingId} from './keys/binding.ts';
import type {NoticeTexts} from './notice.ts';
import type {OverlayKind, OverlayOf} from './overlay.ts';
import type {Notices, Overlays, StateOptions} from './registry.ts';
import type {State, View} from './state.ts';
import type {HandlerResult, Transition} from './transition.ts';
import type {Urgency} from './urgency.ts';

export type Invoke = (state: State, command: Command, at: Instant) => Transition;

/**
 * Handles a command. Returns null if the next feature should handle it. For example, the log returns null for `enter`
 * while another pane has the focus.
 */
export type CommandHandler<Type extends CommandType> = (
	state: State,
	command: CommandOf<Type>,
	at: Instant,
	invoke: Invoke,
) => HandlerResult | null;

export type CommandHandlers = {readonly [Type in CommandType]: CommandHandler<Type>};

/**
 * The texts of a key binding. The footer shows `short`, the help shows `long`. The palette shows one text of
 * `directions` for each direction of the command, such as `next hit` and `previous hit`.
 */
export type BindingWords = readonly [short: string, long: string, directions?: readonly string[]];

declare module '../i18n/messages.ts' {
	interface Messages {
		wordsOf: (id: BindingId) => {
			readonly short: string;
			readonly long: string;
			readonly directions: readonly string[] | undefined;
		};
	}
}

export function bindingWords<Id extends string>(
	words: Readonly<Record<Id, Readonly<Record<Language, BindingWords>>>>,
): typeof words {
	return words;
}

/** A feature adds its binding ids to `Bindings`: `interface Bindings extends BindingIds<typeof logWords> {}`. */
export type BindingIds<Words> = {readonly [Id in keyof Words]: true};

export type ReduceContext = {
	/** The state before any feature has handled the action. */
	readonly before: State;
	readonly invoke: Invoke;
};

type OverlaySelectors = {
	readonly [Kind in OverlayKind]: (
		state: State,
		overlay: OverlayOf<Kind>,
	) => Overlays[Kind]['model'];
};

type OverlayKeys = {
	/** The heading of the overlay's own keys in the help. */
	readonly title?: Readonly<Record<Language, string>>;
	/** Commands with keys for all panes or the run list, in the order of the footer. */
	readonly commands?: readonly CommandType[];
};

export type ActionHandlers = {
	readonly [Type in ActionType]: (
		state: State,
		action: Extract<Action, {type: Type}>,
		context: ReduceContext,
	) => HandlerResult;
};

type InitialParts = {readonly state?: Partial<State>; readonly view?: Partial<View>};

type ActionUrgency<Type extends ActionType> =
	| Urgency
	| ((
			action: Extract<Action, {type: Type}>,
			state: State,
			previous: State,
			calm?: boolean,
	  ) => Urgency);

/**
 * A part of the program that a user can name, like the log. `features/index.ts` lists all features "from front to back":
 * those that are drawn in front of others, such as the palette, come first.
 */
export type Feature = {
	/** Command handlers. The features are called from front to back until one of them handles the command. */
	readonly commands?: Partial<CommandHandlers>;
	readonly bindings?: readonly Binding[];
	readonly words?: {readonly [Id in BindingId]?: Readonly<Record<Language, BindingWords>>};
	readonly overlays?: Partial<OverlaySelectors>;
	/** The keys in the feature's overlays, besides those that work in every overlay. */
	readonly overlayKeys?: {readonly [Kind in OverlayKind]?: OverlayKeys};
	readonly notices?: {readonly [Kind in keyof Notices]?: NoticeTexts<Notices[Kind]>};
	readonly messages?: Partial<MessagesByLanguage>;
	/** Carry out effects outside of the state. */
	readonly effects?: Partial<EffectHandlers>;
	/** The feature's parts of the first state. */
	readonly initial?: (options: StateOptions, now: Instant) => InitialParts;
	/** Action handlers. All features are called, from back to front. */
	readonly actions?: Partial<ActionHandlers>;
	/** Changes the state after all action handlers. All features are called, from back to front. */
	readonly derive?: (state: State, previous: State, action: Action) => HandlerResult;
	/** How soon the screen must show what an action changes. Default: `soon`, and `user` for keys and the mouse. */
	readonly urgency?: {readonly [Type in ActionType]?: ActionUrgency<Type>};
	/** Whether the screen shows something of the feature that changes with the time. */
	readonly needsTime?: (state: State) => boolean;
};
