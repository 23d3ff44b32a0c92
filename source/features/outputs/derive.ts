import {addressId, isOpenable} from '../../core/output/output-address.ts';
import type {FileMetadata} from '../../core/output/output-view.ts';
import type {Notice} from '../notices/notice.ts';
import {lookEffect} from './preview/reduce.ts';
import {outputsWindow} from './window.ts';
import type {State} from '../../store/state.ts';
import type {Transition} from '../../store/transition.ts';
import {within, textRows} from './preview/text-reading.ts';

/**
 * What follows for the shelf from a step: a look ends with its overlay, and fits the screen; size and type of outputs in
 * sight are asked for, once for each file, while the reader is at the shelf. A recording's are not asked for.
 */
export function deriveOutputs(step: Transition, previous: State): Transition {
	return step.state === previous ? step : askForProbes(settleViewed(step, previous));
}

/** Takes in what was told of a file. */
export function setFileMetadata(state: State, id: string, metadata: FileMetadata): State {
	return {
		...state,
		outputs: {...state.outputs, probes: new Map(state.outputs.probes).set(id, metadata)},
	};
}

/** Takes in how the service's clock goes, where that is what was told. */
export function hearClock(state: State, notice: Notice): State {
	return notice.kind === 'clock-skew'
		? {...state, outputs: {...state.outputs, ahead: notice.ahead}}
		: state;
}

function settleViewed({state, effects}: Transition, previous: State): Transition {
	const {outputs: outputsState, view} = state;
	const {viewed, looks} = outputsState;

	if (viewed === null) {
		return {state, effects};
	}

	// The help may be opened over it, and gives it back.
	if (view.overlay?.kind !== 'output' && view.overlay?.kind !== 'help') {
		return {
			state: {...state, outputs: {...outputsState, viewed: null}},
			effects: [...effects, {type: 'stop-viewing'}],
		};
	}

	if (view.size === previous.view.size) {
		return {state, effects};
	}

	switch (viewed.content.kind) {
		case 'text': {
			const top = within(viewed.top, textRows(viewed.content.document, viewed.wrap, view.size));
			return {state: {...state, outputs: {...outputsState, viewed: {...viewed, top}}}, effects};
		}

		// A picture is made anew for the size.
		case 'picture':
		case 'decoding': {
			const ticket = looks + 1;
			const again = {...viewed, ticket, content: {kind: 'decoding'} as const};
			return {
				state: {...state, outputs: {...outputsState, viewed: again, looks: ticket}},
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

function isUnasked(metadata: FileMetadata | undefined, address: URL): boolean {
	return metadata === undefined || (metadata.kind === 'failed' && metadata.href !== address.href);
}

function askForProbes({state, effects}: Transition): Transition {
	const {outputs: outputsState, view, replay} = state;

	if (
		view.focus !== 'outputs' ||
		view.overlay !== null ||
		replay !== null ||
		view.size.rows === 0
	) {
		return {state, effects};
	}

	const {probes} = outputsState;
	const requested = new Map<string, URL>();

	for (const {address} of outputsWindow(state).outputs) {
		const id = address === null || !isOpenable(address) ? null : addressId(address);

		if (address !== null && id !== null && isUnasked(probes.get(id), address)) {
			requested.set(id, address);
		}
	}

	if (requested.size === 0) {
		return {state, effects};
	}

	const asking = [...requested.keys()].map(id => [id, {kind: 'asking'} as const] as const);
	return {
		state: {...state, outputs: {...outputsState, probes: new Map([...probes, ...asking])}},
		effects: [...effects, {type: 'loadFileMetadata', addresses: [...requested.values()]}],
	};
}
