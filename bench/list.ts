import {performance} from 'node:perf_hooks';
import {reduce} from '../source/state/reducer.ts';
import {selectScreen} from '../source/state/selectors.ts';
import {initialState, type State} from '../source/state/state.ts';
import type {Action} from '../source/state/action.ts';
import {answered, name, start} from '../test/helpers/values.ts';
import {parseMoney} from '../source/domain/money.ts';

/** What a key, a tick and a poll cost the state and its selectors with a thousand runs, in milliseconds. */
const count = 1000;
const rounds = 300;
const ids = Array.from(
	{length: count},
	(_, index) => `wfrun_${(index * 2_654_435_761).toString(16).padStart(20, '0')}`,
);
let state: State = reduce(initialState({columns: 120, rows: 40}, start), {
	type: 'runs-added',
	at: start,
	ids: ids.map(name),
}).state;

for (const [index, id] of ids.entries()) {
	play(
		answered(id, {
			phase: index % 3 === 0 ? 'running' : 'succeeded',
			totalCost: parseMoney(`0.0${index}`),
		}),
	);
}

for (let index = 0; index < 4; index++) {
	play({type: 'commanded', at: start, command: {type: 'sort'}});
}

measure('tick', index => ({type: 'ticked', at: start + index * 1000}));
measure('key down', () => ({type: 'commanded', at: start, command: {type: 'move', lines: 1}}));
measure('poll of one run', index =>
	answered(ids[(index * 3) % count] ?? '', {
		phase: 'running',
		progressPercent: index % 100,
		totalCost: parseMoney(`0.${index}`),
	}),
);

function measure(what: string, action: (index: number) => Action): void {
	const times = Array.from({length: rounds}, (_, index) => {
		const begin = performance.now();
		play(action(index));
		selectScreen(state);
		return performance.now() - begin;
	}).toSorted((a, b) => a - b);
	const at = (share: number) => (times[Math.floor(rounds * share)] ?? 0).toFixed(3);
	process.stdout.write(`${what}: median ${at(0.5)} ms, p99 ${at(0.99)} ms\n`);
}

function play(action: Action): void {
	({state} = reduce(state, action));
}
