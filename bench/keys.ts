import type {LogEntry} from '../source/core/log/log-entry.ts';
import {parseMoney} from '../source/core/money/money.ts';
import {foreignName, foreignProse} from '../source/core/text/sanitize.ts';
import {initialState, reduce} from '../source/features/index.ts';
import {selectScreen} from '../source/features/screen-model.ts';
import type {Action} from '../source/store/action.ts';
import type {Command} from '../source/store/command.ts';
import type {State} from '../source/store/state.ts';
import {entry, name, polled, start} from '../test/helpers/values.ts';
import {integer, median, quantile, valueRow, type Bench, type Row} from './row.ts';

/** The longest time that handling a key may take, in milliseconds. */
const maxKeyMs = 50;

/** The program without a terminal: runs the reducer and the selectors, but draws no frame. */
class Session {
	state: State = initialState({size: {columns: 120, rows: 40}}, start);

	play(action: Action): void {
		this.state = reduce(this.state, action).state;
	}

	/**
	 * Plays actions and selects what the screen shows. Returns an upper limit of the CPU time in milliseconds: the
	 * measured CPU time plus one step of its clock, or the elapsed time if that is less.
	 */
	timeOf(actions: readonly Action[]): number {
		const [began, usedBefore] = [performance.now(), threadMs()];

		for (const action of actions) {
			this.play(action);
		}

		selectScreen(this.state);
		return Math.min(performance.now() - began, threadMs() - usedBefore + tickMs);
	}
}

/** Some systems count the CPU time of a thread in ticks of this length. */
const tickMs = 4;

function threadMs(): number {
	const {user, system} = process.threadCpuUsage();
	return (user + system) / 1000;
}

export const keys: Bench = async () => [
	slowestOfList(1_000),
	slowestOfLog(20_000, 50),
	slowestOfLog(100_000, 150),
];

function slowestOfList(count: number): Row {
	const session = new Session();
	const ids = Array.from(
		{length: count},
		(_, index) => `wfrun_${(index * 2_654_435_761).toString(16).padStart(20, '0')}`,
	);
	const response = (index: number, id = ids[index % count] ?? ''): Action =>
		polled(id, {
			phase: index % 3 === 0 ? 'running' : index % 7 === 0 ? 'failed' : 'succeeded',
			workflowId: name(`wf_${index % 50}`),
			progressPercent: index % 100,
			totalCost: parseMoney(`0.0${index}`),
		});
	session.play({type: 'runsAdded', at: start, ids: ids.map(name)});

	for (const index of ids.keys()) {
		session.play({
			type: 'workflowLoaded',
			at: start,
			workflowId: `wf_${index % 50}`,
			workflow: {
				title: foreignProse(`文生图 ${index % 50}`),
				outputKinds: new Map(),
				inputNames: new Map(),
			},
		});
		session.play(response(index));
	}

	const actions: Readonly<Record<string, (index: number) => Action>> = {
		'a second passes': index => ({type: 'ticked', at: start + index}),
		'a response': response,
		down: () => command({type: 'move', lines: 1}),
		'page down': () => command({type: 'page', pages: 1}),
		'first and last run': index => command({type: 'jump', to: index % 2 === 0 ? 'end' : 'start'}),
		sort: () => command({type: 'sort'}),
		'reverse sort': () => command({type: 'turn'}),
		mark: () => command({type: 'mark'}),
		money: () => command({type: 'money'}),
		// Opens the prompt in the first round.
		filter: index =>
			index === 0
				? command({type: 'filter'})
				: {type: 'typed', at: start, text: 'status:failed 文'[index % 15] ?? ''},
		'a response with a filter': response,
	};
	const times = Object.entries(actions).map(([what, actionAt]) => {
		const all = Array.from({length: 200}, (_, index) => session.timeOf([actionAt(index)]));
		return {what, time: quantile(all, 0.99)};
	});
	return slowestRow(`slowest key (p99), list of ${integer(count)} runs`, times);
}

/**
 * Measures keys in a log of `count` entries that grows before each step, and in the merged log of eleven runs, which has
 * twice as many. Text that is typed counts as one key. The time of a key is its median in three sessions, because the
 * garbage collector stops now one, now another. `limit`: the longest time that a key may take, in milliseconds.
 */
function slowestOfLog(count: number, limit: number): Row {
	const sessions = Array.from({length: 3}, () => timesInLog(count));
	const times = (sessions[0] ?? []).map(({what}, step) => ({
		what,
		time: median(sessions.map(session => session[step]?.time ?? Number.NaN)),
	}));
	return slowestRow(`slowest key, log of ${integer(count)}`, times, limit);
}

function timesInLog(count: number): readonly Timed[] {
	const session = new Session();

	for (const [run, id] of [
		'long',
		...Array.from({length: 10}, (_, index) => `run ${index}`),
	].entries()) {
		session.play({type: 'runsAdded', at: start, ids: [foreignName(id)]});
		session.play(polled(id, {}, makeLog(run, id === 'long' ? count : count / 10)));
	}

	session.play({type: 'ticked', at: start});
	session.state = {
		...session.state,
		view: {...session.state.view, selected: 'long', focus: 'log'},
	};
	// Collects the garbage of the setup before the measurement.
	globalThis.gc?.();
	const erase = command({type: 'erase', to: 'start'});
	const search = command({type: 'search'});
	const submit = command({type: 'submit'});
	const level = command({type: 'least-level'});
	const typed = (text: string): Action => ({type: 'typed', at: start, text});
	const steps: ReadonlyArray<readonly [string, ...Action[]]> = [
		['open', command({type: 'focus', pane: 'log'})],
		['start', command({type: 'jump', to: 'start'})],
		['page down', command({type: 'page', pages: 1})],
		['end', command({type: 'jump', to: 'end'})],
		['wrap', command({type: 'wrap'})],
		['start, wrapped', command({type: 'jump', to: 'start'})],
		['no wrap', command({type: 'wrap'})],
		['search', search, typed('batch 77')],
		['next hit', submit, command({type: 'next-hit', step: 1})],
		['hits only', submit, command({type: 'hits-only'})],
		['all entries', command({type: 'back'})],
		['level', level, level],
		['save', command({type: 'save-log'}), submit],
		['all levels', level, level],
		['filter', search, erase, typed('level:warn node:n5 batch -77')],
		['no filter', submit, command({type: 'back'})],
		['nodes', command({type: 'timeline'}), command({type: 'back'})],
		['all runs', command({type: 'all-logs'})],
		['all runs, start', command({type: 'jump', to: 'start'})],
		['all runs, search', search, erase, typed('batch 77')],
	];
	let grown = count;
	return steps.map(([what, ...actions]) => {
		grown += 5;
		session.timeOf([polled('long', {}, makeLog(0, grown))]);
		return {what, time: Math.max(...actions.map(action => session.timeOf([action])))};
	});
}

type Timed = {readonly what: string; readonly time: number};

function slowestRow(what: string, times: readonly Timed[], limit = maxKeyMs): Row {
	const [slowest] = times.toSorted((a, b) => b.time - a.time);
	return valueRow(what, slowest?.time ?? Number.NaN, 'ms', limit, slowest?.what);
}

function command(value: Command): Action {
	return {type: 'commandInvoked', at: start, command: value};
}

const [info, warn] = [foreignName('INFO'), foreignName('WARN')];
const made = new Map<number, LogEntry[]>();

/** The same entries of a run are the same objects, as the client reads them. */
function makeLog(run: number, count: number): readonly LogEntry[] {
	const log = made.get(run) ?? [];
	made.set(run, log);

	for (let index = log.length; index < count; index++) {
		log.push(
			entry('', index, {
				level: index % 50 === 0 ? warn : info,
				severity: index % 50 === 0 ? 'warn' : 'info',
				nodeId: foreignName(String(1 + (Math.floor(index / 20) % 9))),
				message: foreignProse(`KSampler step ${index % 20}/20 of batch ${index} in run ${run}`),
			}),
		);
	}

	return log.slice(0, count);
}
