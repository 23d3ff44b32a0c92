import type {ActionType} from '../store/action.ts';
import type {CommandType} from '../store/command.ts';
import type {Effect} from '../store/effect.ts';
import type {EffectHandlers} from '../store/effects.ts';
import type {Feature} from '../store/feature.ts';
import type {BindingId} from '../store/keys/binding.ts';
import type {OverlayKind, OverlayModel} from '../store/overlay.ts';
import {createInitialState, createReducer, createUrgency} from '../store/reducer.ts';
import type {Notices, StateParts, ViewParts} from '../store/registry.ts';
import type {State} from '../store/state.ts';
import {app} from './app/index.ts';
import {compare} from './compare/index.ts';
import {failure} from './failure/index.ts';
import {help} from './help/index.ts';
import {history} from './history/index.ts';
import {log} from './log/index.ts';
import {money} from './money/index.ts';
import {needs} from './needs-me/index.ts';
import {nodes} from './nodes/index.ts';
import {outputs} from './outputs/index.ts';
import {ownCommands} from './own-commands/index.ts';
import {palette} from './palette/index.ts';
import {panes} from './panes/index.ts';
import {picker} from './picker/index.ts';
import {prompt} from './prompt/index.ts';
import {replay} from './replay/index.ts';
import {runOrder} from './run-order/index.ts';
import {run} from './run/index.ts';
import {runs} from './runs/index.ts';
import {service} from './service/index.ts';
import {settings} from './settings/index.ts';

/**
 * All features, from the front of the screen to the back. A command is passed to them in this order until one handles
 * it; an action is passed to all in the reverse order. Do not import Ink here: sessions without a screen load this
 * file.
 */
const all = {
	replay,
	palette,
	ownCommands,
	picker,
	history,
	outputs,
	help,
	needs,
	runs,
	compare,
	failure,
	nodes,
	log,
	runOrder,
	money,
	service,
	run,
	prompt,
	panes,
	settings,
	app,
} as const;

export const features: readonly Feature[] = Object.values(all);

export const {reduce} = createReducer(features);
export const initialState = createInitialState(features);
export const urgencyOf = createUrgency(features);

export const effectHandlers = Object.assign(
	{},
	...features.map(({effects}) => effects),
) as EffectHandlers;

/** Whether the screen shows something that changes with the time. */
export function needsTime(state: State): boolean {
	return features.some(feature => feature.needsTime?.(state) === true);
}

/** All keys that the features have in the property `Name`. For `'commands'`: all commands that have a handler. */
type Registered<Name extends keyof Feature> = (typeof all)[keyof typeof all] extends infer One
	? One extends {readonly [Key in Name]: infer Value}
		? keyof Value
		: never
	: never;

/** The names of the groups of texts that the features have. */
export type MessagesOfFeatures = Registered<'messages'>;

/** All names in the parts of the first state, or of its view, that the features make. */
type Initial<Part extends 'state' | 'view'> = (typeof all)[keyof typeof all] extends infer One
	? One extends {readonly initial: (...args: never[]) => infer Parts}
		? Parts extends {readonly [Key in Part]: infer Value}
			? keyof Value
			: never
		: never
	: never;

/** Accepts only `never`. Any other type is a compile error. */
type None<Missing extends never> = Missing;

// Each type causes a compile error if no feature registers a required key. The error contains the missing key.
export type CommandsWithoutHandler = None<Exclude<CommandType, Registered<'commands'>>>;
export type StateWithoutInitial = None<Exclude<keyof StateParts, Initial<'state'>>>;
export type ViewWithoutInitial = None<Exclude<keyof ViewParts, Initial<'view'>>>;
export type ActionsWithoutHandler = None<
	// Only observers of the store read these.
	Exclude<ActionType, Registered<'actions'> | 'runsRead' | 'watchEnded'>
>;
export type EffectsWithoutHandler = None<Exclude<Effect['type'], Registered<'effects'>>>;
export type BindingsWithoutWords = None<Exclude<BindingId, Registered<'words'> | `own:${string}`>>;
export type NoticesWithoutTexts = None<Exclude<keyof Notices, Registered<'notices'>>>;
export type OverlaysWithoutSelector = None<Exclude<OverlayKind, Registered<'overlays'>>>;

export function selectOverlay(state: State): OverlayModel | null {
	const {overlay} = state.view;

	if (overlay === null) {
		return null;
	}

	const {kind} = overlay;
	const select = features.find(({overlays}) => overlays?.[kind] !== undefined)?.overlays?.[kind];
	const content = select?.(state, overlay as never) ?? null;
	return {kind, state: overlay, content, now: state.now} as OverlayModel;
}
