import {inputAssets} from '../../core/run-order.ts';
import type {Run} from '../../core/run.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';

type Runs = State['runs'];

/** Asks once for each asset that an input or an output of a changed run names. */
export function deriveAssets(state: State, previous: State): HandlerResult {
	const wanted = [
		...changedRuns(state.runs, previous.runs),
		...changedRuns(state.otherRuns, previous.otherRuns),
	].flatMap(runAssets);
	const ids = [...new Set(wanted)].filter(id => !state.assets.has(id));
	return ids.length === 0
		? state
		: {
				state: {
					...state,
					assets: new Map([...state.assets, ...ids.map(id => [id, null] as const)]),
				},
				effects: [{type: 'readAssets', ids}],
			};
}

/** Returns the ids of the assets that a run names. */
export function runAssets({inputs, execution}: Run): readonly string[] {
	return [
		...inputAssets(inputs ?? []),
		...(execution?.outputs ?? []).flatMap(({assetId}) => assetId ?? []),
	];
}

function changedRuns(runs: Runs, previous: Runs): readonly Run[] {
	return runs === previous
		? []
		: [...runs.values()].filter(run => {
				const before = previous.get(run.id);
				return (
					run.inputs !== before?.inputs || run.execution?.outputs !== before?.execution?.outputs
				);
			});
}
