import type {LogEntry} from '../source/core/log/log-entry.ts';
import type {Action} from '../source/store/action.ts';
import type {Command} from '../source/store/command.ts';
import {reduce} from '../source/store/reducer.ts';
import {selectScreen} from '../source/store/selectors.ts';
import {initialState, type State} from '../source/store/state.ts';
import {foreignName, foreignProse} from '../source/core/text/sanitize.ts';
import {polled, entry, start} from '../test/helpers/values.ts';
import {milliseconds, type Row} from './run.ts';

/** More steps than a fast search takes. A slow expression is cancelled after them, as by esc. */
const maxSteps = 1000;

/** In milliseconds. */
const bearable = 50;

/**
 * The time of keys in a long log with their frame: the key itself, and the longest of the later steps that continue
 * its work. CPU time of this thread. Of the smaller log only the slowest key is reported.
 */
export async function logReading(): Promise<readonly Row[]> {
	const [slowest] = readLog(100_000).toSorted((a, b) => b.ratio - a.ratio);
	return [...(slowest === undefined ? [] : [slowest]), ...readLog(1_000_000)];
}

/** One long log, and ten runs that together have as many entries. */
function readLog(count: number): readonly Row[] {
	const ids = Array.from({length: 10}, (_, run) => `run ${run}`);
	let state = initialState({columns: 120, rows: 40}, start);

	for (const [run, id] of ['long', ...ids].entries()) {
		const log = makeLog(run, id === 'long' ? count : count / ids.length);
		state = reduce(state, {type: 'runsAdded', at: start, ids: [foreignName(id)]}).state;
		state = reduce(state, polled(id, {}, log)).state;
	}

	state = finish(reduce(state, {type: 'ticked', at: start}).state).state;
	// Collects the garbage of the setup before the measurement.
	globalThis.gc?.();
	state = {...state, view: {...state.view, selected: 'long', focus: 'log'}};
	const erase = {type: 'erase', what: 'all'} as const;
	const rows: Row[] = [];

	for (const [name, commands, text] of [
		['open', [{type: 'focus', pane: 'log'}]],
		['g', [{type: 'jump', to: 'start'}]],
		['page down', [{type: 'page', pages: 1}]],
		['G', [{type: 'jump', to: 'end'}]],
		['wrap', [{type: 'wrap'}]],
		['g wrapped', [{type: 'jump', to: 'start'}]],
		['wrap off', [{type: 'wrap'}]],
		['search', [{type: 'search'}], 'batch 77'],
		['n', [{type: 'submit'}, {type: 'next-hit', step: 1}]],
		['expression', [{type: 'search'}, erase], '/batch \\d*77 '],
		['hits only', [{type: 'submit'}, {type: 'hits-only'}]],
		['esc', [{type: 'back'}]],
		['level', [{type: 'least-level'}, {type: 'least-level'}]],
		['save while it is read', [{type: 'save-log', form: 'text'}]],
		['all levels', [{type: 'least-level'}, {type: 'least-level'}]],
		['catastrophe', [{type: 'search'}, erase], '/(\\w+\\s?)+#$'],
		['esc', [{type: 'submit'}, {type: 'back'}]],
		['all runs', [{type: 'all-logs'}]],
		['all runs, g', [{type: 'jump', to: 'start'}]],
		['all runs, search', [{type: 'search'}, erase], 'batch 77'],
	] as ReadonlyArray<readonly [string, readonly Command[], string?]>) {
		const measured = press(state, commands, text);
		({state} = measured);
		const slowest = Math.max(measured.key, measured.longest);
		rows.push({
			what: `${count} entries: ${name}`,
			measured: `${milliseconds(measured.key)}, then steps of at most ${milliseconds(measured.longest)}, ${milliseconds(measured.total)} in all`,
			reference: `${bearable} ms (what a key may wait)`,
			ratio: slowest / bearable,
			reach: 1,
		});
	}

	return rows;
}

function press(before: State, commands: readonly Command[], text?: string) {
	const actions: readonly Action[] = [
		...commands.map(command => ({type: 'commandInvoked', at: start, command}) as const),
		...(text === undefined ? [] : [{type: 'typed', at: start, text} as const]),
	];
	let state = before;
	const key = stopwatch();

	for (const action of actions) {
		state = reduce(state, action).state;
	}

	selectScreen(state);
	return {key: key(), ...finish(state)};
}

/** Some systems count CPU time of a thread in ticks of this many milliseconds. */
const tick = 4;

/**
 * Starts to measure the CPU time of this thread in milliseconds. If the system's ticks are too coarse, uses the
 * elapsed time as an upper bound.
 */
function stopwatch(): () => number {
	const threadTime = (): number => {
		const {user, system} = process.threadCpuUsage();
		return (user + system) / 1000;
	};
	const [worked, began] = [threadTime(), performance.now()];
	return () => Math.min(performance.now() - began, threadTime() - worked + tick);
}

function finish(before: State): {state: State; total: number; longest: number} {
	let state = before;
	let longest = 0;
	const total = stopwatch();

	for (let steps = 0; state.view.readPercent !== null && steps < maxSteps; steps++) {
		const step = stopwatch();
		state = reduce(state, {type: 'logContinued', at: start}).state;
		selectScreen(state);
		longest = Math.max(longest, step());
	}

	return {state, total: total(), longest};
}

function makeLog(run: number, count: number): readonly LogEntry[] {
	const info = foreignName('INFO');
	const warn = foreignName('WARN');
	return Array.from({length: count}, (_, index) =>
		entry(`KSampler step ${index % 20}/20 of batch ${index}`, index, {
			level: index % 50 === 0 ? warn : info,
			severity: index % 50 === 0 ? 'warn' : 'info',
			nodeId: foreignName(String(1 + (Math.floor(index / 20) % 9))),
			message: foreignProse(`KSampler step ${index % 20}/20 of batch ${index} in run ${run}`),
		}),
	);
}
