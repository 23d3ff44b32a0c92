import type {LogEntry} from '../source/domain/log-entry.ts';
import type {Action} from '../source/state/action.ts';
import type {Command} from '../source/state/command.ts';
import {reduce} from '../source/state/reducer.ts';
import {selectScreen} from '../source/state/selectors.ts';
import {initialState, type State} from '../source/state/state.ts';
import {foreignName, foreignProse} from '../source/terminal/sanitize.ts';
import {answered, entry, start} from '../test/helpers/values.ts';

/** More steps than a search takes that ends soon; a slow expression is left after them, as with esc. */
const mostSteps = 1000;

/**
 * How long keys take in a long log, with the frame that follows, in milliseconds: the key itself, and of what is gone
 * on with later how long in all and the longest step. Run it with `node --import tsx bench/log-reading.ts`.
 */
for (const count of [100_000, 1_000_000]) {
	const runs = 10;
	const ids = Array.from({length: runs}, (_, run) => `run ${run}`);
	let state = initialState({columns: 120, rows: 40}, start);
	state = reduce(state, {type: 'runs-added', at: start, ids: ids.map(id => foreignName(id))}).state;

	for (const [run, id] of ids.entries()) {
		state = reduce(state, answered(id, {}, makeLog(run, count / runs))).state;
	}

	// One run with all of them, besides the ten with a tenth each.
	state = reduce(state, {type: 'runs-added', at: start, ids: [foreignName('long')]}).state;
	state = reduce(state, answered('long', {}, makeLog(11, count))).state;
	state = finish(reduce(state, {type: 'ticked', at: start}).state).state;
	state = {...state, view: {...state.view, selected: 'long', focus: 'log'}};
	write(`${count} entries in one run, as many in ten more`);
	state = measure('open', state, [{type: 'focus', pane: 'log'}]);
	state = measure('g', state, [{type: 'jump', to: 'start'}]);
	state = measure('page down', state, [{type: 'page', pages: 1}]);
	state = measure('G', state, [{type: 'jump', to: 'end'}]);
	state = measure('wrap', state, [{type: 'wrap'}]);
	state = measure('g wrapped', state, [{type: 'jump', to: 'start'}]);
	state = measure('wrap off', state, [{type: 'wrap'}]);
	state = measure('search', state, [{type: 'search'}], 'batch 77');
	state = measure('n', state, [{type: 'submit'}, {type: 'next-hit', step: 1}]);
	state = measure(
		'expression',
		state,
		[{type: 'search'}, {type: 'erase', what: 'all'}],
		'/batch \\d*77$/',
	);
	state = measure('hits only', state, [{type: 'submit'}, {type: 'hits-only'}]);
	state = measure('esc', state, [{type: 'back'}]);
	state = measure('level', state, [{type: 'least-level'}, {type: 'least-level'}]);
	state = measure('all levels', state, [{type: 'least-level'}, {type: 'least-level'}]);
	state = measure('catastrophe', state, [{type: 'search'}], '/(\\w+\\s?)+#$/');
	state = measure('esc', state, [{type: 'submit'}, {type: 'back'}]);
	measure('all runs', state, [{type: 'all-logs'}]);
}

function measure(name: string, before: State, commands: readonly Command[], text = ''): State {
	const actions: readonly Action[] = [
		...commands.map(command => ({type: 'commanded', at: start, command}) as const),
		...(text === '' ? [] : [{type: 'typed', at: start, text} as const]),
	];
	let state = before;
	const began = performance.now();

	for (const action of actions) {
		state = reduce(state, action).state;
	}

	selectScreen(state);
	const key = performance.now() - began;
	const after = finish(state);
	const {hits, shown} = selectScreen(after.state).log;
	write(
		`  ${name.padEnd(12)} key ${key.toFixed(1).padStart(6)}  later ${after.total.toFixed(0).padStart(5)}  longest step ${after.longest.toFixed(1).padStart(5)}  shown ${shown}  hits ${hits}`,
	);
	return after.state;
}

function finish(before: State): {state: State; total: number; longest: number} {
	let state = before;
	let longest = 0;
	const began = performance.now();

	for (let steps = 0; state.view.scanned !== null && steps < mostSteps; steps++) {
		const step = performance.now();
		state = reduce(state, {type: 'log-read-on', at: start}).state;
		longest = Math.max(longest, performance.now() - step);
	}

	return {state, total: performance.now() - began, longest};
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

function write(line: string): void {
	process.stdout.write(`${line}\n`);
}
