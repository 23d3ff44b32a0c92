import type {EffectHandlers} from '../store/effects.ts';
import type {Feature} from '../store/feature.ts';
import type {OverlayModel} from '../store/overlay.ts';
import {createInitialState, createReducer, createUrgency} from '../store/reducer.ts';
import type {State} from '../store/state.ts';
import {app} from './app/index.ts';
import {compare} from './compare/index.ts';
import {failure} from './failure/index.ts';
import {help} from './help/index.ts';
import {history} from './history/index.ts';
import {log} from './log/index.ts';
import {money} from './money/index.ts';
import {needsMe} from './needs-me/index.ts';
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
	needsMe,
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

export type Features = typeof all;

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
