import {addressId, isOpenable} from '../../core/output/output-address.ts';
import type {Probe} from '../../core/output/output-view.ts';
import type {Notice} from '../notices/notice.ts';
import {lookEffect} from './preview/reduce.ts';
import {shelfWindow} from './window.ts';
import type {State} from '../../store/state.ts';
import type {Step} from '../../store/transition.ts';
import {within, textRows} from './preview/text-reading.ts';

/**
 * What follows for the shelf from a step: a look ends with its overlay, and fits the screen; size and type of outputs in
 * sight are asked for, once for each file, while the reader is at the shelf. A recording's are not asked for.
 */
export function settleShelf(step: Step, previous: State): Step {
	return step.state === previous ? step : askForProbes(settleViewed(step, previous));
}

/** Takes in what was told of a file. */
export function tellProbe(state: State, id: string, probe: Probe): State {
	return {...state, shelf: {...state.shelf, probes: new Map(state.shelf.probes).set(id, probe)}};
}

/** Takes in how the service's clock goes, where that is what was told. */
export function hearClock(state: State, notice: Notice): State {
	return notice.kind === 'clock-skew'
		? {...state, shelf: {...state.shelf, ahead: notice.ahead}}
		: state;
}

function settleViewed({state, effects}: Step, previous: State): Step {
	const {shelf, view} = state;
	const {viewed, looks} = shelf;

	if (viewed === null) {
		return {state, effects};
	}

	// The help may be opened over it, and gives it back.
	if (view.overlay?.kind !== 'output' && view.overlay?.kind !== 'help') {
		return {
			state: {...state, shelf: {...shelf, viewed: null}},
			effects: [...effects, {type: 'stop-viewing'}],
		};
	}

	if (view.size === previous.view.size) {
		return {state, effects};
	}

	switch (viewed.content.kind) {
		case 'text': {
			const top = within(viewed.top, textRows(viewed.content.document, viewed.wrap, view.size));
			return {state: {...state, shelf: {...shelf, viewed: {...viewed, top}}}, effects};
		}

		// A picture is made anew for the size.
		case 'picture':
		case 'decoding': {
			const ticket = looks + 1;
			const again = {...viewed, ticket, content: {kind: 'decoding'} as const};
			return {
				state: {...state, shelf: {...shelf, viewed: again, looks: ticket}},
				effects: [...effects, lookEffect(state, ticket, viewed.output)],
			};
		}

		case 'fetching':
		case 'media':
		case 'nothing':
		case 'trouble': {
			return {state, effects};
		}
	}
}

function isUnasked(probe: Probe | undefined, address: URL): boolean {
	return probe === undefined || (probe.kind === 'failed' && probe.href !== address.href);
}

function askForProbes({state, effects}: Step): Step {
	const {shelf, view, replay} = state;

	if (
		view.focus !== 'outputs' ||
		view.overlay !== null ||
		replay !== null ||
		view.size.rows === 0
	) {
		return {state, effects};
	}

	const {probes} = shelf;
	const asked = new Map<string, URL>();

	for (const {address} of shelfWindow(state).outputs) {
		const id = address === null || !isOpenable(address) ? null : addressId(address);

		if (address !== null && id !== null && isUnasked(probes.get(id), address)) {
			asked.set(id, address);
		}
	}

	if (asked.size === 0) {
		return {state, effects};
	}

	const asking = [...asked.keys()].map(id => [id, {kind: 'asking'} as const] as const);
	return {
		state: {...state, shelf: {...shelf, probes: new Map([...probes, ...asking])}},
		effects: [...effects, {type: 'probe-outputs', addresses: [...asked.values()]}],
	};
}
