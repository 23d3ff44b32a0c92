import type {RunInputs} from '../../core/history.ts';
import type {OrderInput} from '../../core/run-order.ts';
import {foreignProse} from '../../core/text/sanitize.ts';
import {withoutQueries} from '../../core/text/without-secrets.ts';
import type {PollOutcome} from '../../store/action.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';

/** Keeps the inputs of watched runs. */
export function withInputs(state: State, found: readonly RunInputs[]): State {
	const runs = new Map(state.runs);

	for (const {id, inputs} of found) {
		const run = runs.get(id);

		if (run !== undefined) {
			runs.set(id, {...run, inputs: inputs.map(withoutSignature)});
		}
	}

	return found.some(({id}) => runs.has(id)) ? {...state, runs} : state;
}

function withoutSignature(input: OrderInput): OrderInput {
	const exact = withoutQueries(input.value.exact);
	return exact === input.value.exact ? input : {...input, value: foreignProse(exact)};
}

/** On a screen, reads the inputs of each run once, after the first response for it. */
export function readInputs(
	state: State,
	{runs: before}: State,
	outcomes: readonly PollOutcome[],
): HandlerResult {
	const ids = outcomes
		.filter(({id, kind}) => {
			const wasKnown = (before.get(id)?.polling.respondedAt ?? null) !== null;
			return kind === 'response' && !wasKnown && state.runs.get(id)?.inputs === null;
		})
		.map(({id}) => id);
	return state.view.size.columns === 0 || ids.length === 0
		? state
		: {state, effects: [{type: 'readInputs', ids}]};
}
