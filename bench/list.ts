import {performance} from 'node:perf_hooks';
import {setTimeout as wait} from 'node:timers/promises';
import {parseMoney} from '../source/core/money/money.ts';
import {frameLines} from '../source/ui/frame-lines.ts';
import type {Action} from '../source/store/action.ts';
import type {Command} from '../source/store/command.ts';
import {emptyRegistry} from '../source/store/command-registry.ts';
import {reduce} from '../source/store/reducer.ts';
import {selectScreen} from '../source/store/selectors.ts';
import {initialState, type State} from '../source/store/state.ts';
import {foreignProse} from '../source/core/text/sanitize.ts';
import {polled, name, start} from '../test/helpers/values.ts';
import {appearance} from './appearance.ts';
import {node, program, runIds, startOnScreen, startService} from './process.ts';
import {milliseconds, quantile, type Bench, type Row} from './run.ts';

const count = 1000;
const rounds = 200;

/** Limits in milliseconds for a key and its frame, and for the reducer, the selectors and the lines alone. */
const maxKeyMs = 50;
const maxShareMs = 0.1;

/** A list of a thousand runs: the cost of an action in the reducer, the selectors and the lines. */
class ListSession {
	#state: State;
	readonly ids: readonly string[];

	constructor(runs: number) {
		this.ids = Array.from(
			{length: runs},
			(_, index) => `wfrun_${(index * 2_654_435_761).toString(16).padStart(20, '0')}`,
		);
		this.#state = initialState({columns: 120, rows: 40}, start, emptyRegistry);
		this.play({type: 'runsAdded', at: start, ids: this.ids.map(name)});

		for (const [index, id] of this.ids.entries()) {
			this.play({
				type: 'workflowLoaded',
				at: start,
				workflowId: `wf_${index % 50}`,
				workflow: {title: foreignProse(`文生图 ${index % 50}`), outputKinds: new Map()},
			});
			this.play(this.response(index, id));
		}
	}

	play(action: Action): void {
		this.#state = reduce(this.#state, action).state;
	}

	command(command: Command): void {
		this.play({type: 'commandInvoked', at: start, command});
	}

	draw(): void {
		frameLines(selectScreen(this.#state), [], this.#state.view.size, appearance);
	}

	response(index: number, id: string): Action {
		return polled(id, {
			phase: index % 3 === 0 ? 'running' : index % 7 === 0 ? 'failed' : 'succeeded',
			workflowId: name(`wf_${index % 50}`),
			progressPercent: index % 100,
			totalCost: parseMoney(`0.0${index}`),
		});
	}
}

/**
 * The cost of keys, ticks and responses with a thousand runs, from the reducer to the lines. The reference has ten
 * runs.
 */
export const list: Bench = async () => {
	const many = new ListSession(count);
	const few = new ListSession(10);

	function row(
		what: string,
		act: (session: ListSession, index: number) => void,
		reach: number | null,
	): Row {
		const [ours, reference] = [many, few].map(session =>
			Array.from({length: rounds}, (_, index) => {
				const began = performance.now();
				act(session, index);
				session.draw();
				return performance.now() - began;
			}),
		);
		const median = quantile(ours ?? [], 0.5);
		const slowest = quantile(ours ?? [], 0.99);
		const beside = quantile(reference ?? [], 0.5);
		return {
			what: `${count} runs: ${what}`,
			measured: `${milliseconds(median)}, p99 ${milliseconds(slowest)}`,
			reference: reach === null ? `${milliseconds(beside)} (10 runs)` : `${maxKeyMs} ms (limit)`,
			ratio: reach === null ? median / beside : median / maxKeyMs,
			reach,
		};
	}

	const poll = (session: ListSession, index: number): void => {
		const id = session.ids[(index * 3) % session.ids.length] ?? '';
		session.play(session.response(index + 1, id));
	};
	const rows = [
		row(
			'a second passes',
			(session, index) => session.play({type: 'ticked', at: start + index}),
			null,
		),
		row('an answer', poll, null),
		row('down', session => session.command({type: 'move', lines: 1}), maxShareMs),
		row('page down', session => session.command({type: 'page', pages: 1}), maxShareMs),
		row(
			'end and start',
			(session, index) => session.command({type: 'jump', to: index % 2 === 0 ? 'end' : 'start'}),
			maxShareMs,
		),
		row('sort', session => session.command({type: 'sort'}), maxShareMs),
		row('turn', session => session.command({type: 'turn'}), maxShareMs),
		row('mark', session => session.command({type: 'mark'}), maxShareMs),
		row('pin', session => session.command({type: 'pin'}), maxShareMs),
		row('the money view', session => session.command({type: 'money'}), maxShareMs),
	];
	many.command({type: 'filter'});
	few.command({type: 'filter'});
	return [
		...rows,
		row(
			'a character of the filter',
			(session, index) => {
				session.play({type: 'typed', at: start, text: 'status:failed 文'[index % 15] ?? ''});
			},
			maxShareMs,
		),
		row('an answer while sorted and filtered', poll, null),
		...(await onScreen()),
	];
};

/** CPU time and key latency of the built program with many running runs, each polled every two seconds. */
async function onScreen(): Promise<readonly Row[]> {
	const service = await startService(30);
	const args = ['--base-url', service.origin, '--concurrency', '32', ...runIds(count)];
	const running = startOnScreen(node, [program, ...args], {columns: 120, rows: 40});
	const seconds = 10;

	try {
		await running.shows(/1,000/);
		await wait(15_000);
		await service.count();
		const before = running.cpu();
		await wait(seconds * 1000);
		const used = running.cpu() - before;
		const {polls} = await service.count();
		const times: number[] = [];

		for (const key of Array.from({length: 60}, (_, index) => 'jkssSp'[index % 6] ?? 'j')) {
			times.push(await running.press(key));
			await wait(60);
		}

		return [
			{
				what: `the program, ${count} runs that run: processor`,
				measured: `${(used / (seconds * 10)).toFixed(0)} % of a core`,
				reference: `${Math.round(polls / seconds)} polls a second`,
				ratio: used / polls,
				reach: null,
			},
			{
				what: `the program, ${count} runs that run: a key, till the screen changes`,
				measured: `${milliseconds(quantile(times, 0.5))}, p99 ${milliseconds(quantile(times, 0.99))}`,
				reference: `${maxKeyMs} ms (limit)`,
				ratio: quantile(times, 0.5) / maxKeyMs,
				reach: 1,
			},
		];
	} finally {
		await running.end();
		await service.close();
	}
}
