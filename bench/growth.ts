import {frameLines} from '../source/ui/frame-lines.ts';
import type {LogEntry} from '../source/core/log/log-entry.ts';
import type {Action} from '../source/store/action.ts';
import {emptyRegistry} from '../source/store/command-registry.ts';
import {reduce} from '../source/store/reducer.ts';
import {selectScreen} from '../source/store/selectors.ts';
import {initialState, type State} from '../source/store/state.ts';
import {polled, entry, name, start} from '../test/helpers/values.ts';
import {appearance} from './appearance.ts';
import {exponentOf, median, milliseconds, type Bench, type Row} from './run.ts';

/** Numbers of runs and log entries. */
const runCounts = [10, 100, 1_000, 10_000];
const entryCounts = [1_000, 10_000, 100_000, 1_000_000];
const rounds = 100;

type Watched = {readonly state: State; readonly ids: readonly string[]; readonly log: LogEntry[]};

/**
 * How the cost of a step, from the reducer to the lines of its frame, grows with its input. The ratio is the
 * exponent: 0 is constant, 1 is linear.
 */
export const growth: Bench = async () => [
	...exponents('runs', runCounts, runs => watch(runs, 30), [
		['a second passes', (_, round) => ({type: 'ticked', at: start + round}), 1],
		['an answer', ({ids, log}, round) => response(ids[round % ids.length] ?? '', log, round), 1],
		['a key', () => ({type: 'commandInvoked', at: start, command: {type: 'move', lines: 1}}), 1],
	]),
	...exponents('entries', entryCounts, entries => watch(1, entries), [
		['a second passes', (_, round) => ({type: 'ticked', at: start + round}), 0.2],
		[
			'a key in the log',
			(_, round) => ({
				type: 'commandInvoked',
				at: start,
				command: {type: 'jump', to: round % 2 === 0 ? 'start' : 'end'},
			}),
			0.2,
		],
	]),
];

/** Runs with a log each, followed to its end. */
function watch(runs: number, entries: number): Watched {
	const ids = Array.from({length: runs}, (_, run) => `wfrun_${String(run).padStart(20, '0')}`);
	const log = Array.from({length: entries}, (_, index) => entry(`sampler step ${index}`, index));
	let state = initialState({columns: 120, rows: 40}, start, emptyRegistry);
	const play = (action: Action): void => {
		({state} = reduce(state, action));
	};
	play({type: 'runsAdded', at: start, ids: ids.map(name)});
	play({
		type: 'polled',
		at: start,
		outcomes: ids.flatMap(id => {
			const action = response(id, log, 0);
			return action.type === 'polled' ? action.outcomes : [];
		}),
	});
	play({
		type: 'commandInvoked',
		at: start,
		command: {type: 'focus', pane: runs === 1 ? 'log' : 'runs'},
	});

	while (state.view.readPercent !== null) {
		play({type: 'logContinued', at: start});
	}

	return {state, ids, log};
}

function response(id: string, log: readonly LogEntry[], round: number): Action {
	return polled(id, {phase: 'running', progressPercent: round % 100}, log);
}

function exponents(
	unit: string,
	counts: readonly number[],
	make: (count: number) => Watched,
	steps: ReadonlyArray<
		readonly [what: string, act: (watched: Watched, round: number) => Action, reach: number]
	>,
): readonly Row[] {
	const costs = counts.map(count => {
		const watched = make(count);
		return steps.map(([, act]) => costOf(watched, act));
	});
	return steps.map(([what, , reach], step) =>
		exponentOf(
			`${what}, with its frame, by ${unit}`,
			counts.map((count, index) => [count, costs[index]?.[step] ?? Number.NaN]),
			milliseconds,
			reach,
		),
	);
}

/** Milliseconds, a median. */
function costOf(watched: Watched, act: (watched: Watched, round: number) => Action): number {
	let {state} = watched;
	const times: number[] = [];

	for (let round = 0; round < rounds; round++) {
		const action = act(watched, round);
		const began = performance.now();
		({state} = reduce(state, action));
		frameLines(selectScreen(state), [], state.view.size, appearance);
		times.push(performance.now() - began);
	}

	return median(times);
}
