import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import type {Execution} from '../../source/core/execution.ts';
import {maxEntries} from '../../source/core/log/run-log.ts';
import {writeJson} from '../../source/events/event-lines.ts';
import {eventsBetween} from '../../source/events/events-between.ts';
import {reduce} from '../../source/features/index.ts';
import type {Action} from '../../source/store/action.ts';
import {assertEvent} from '../helpers/event-schema.ts';
import {money} from '../helpers/sample.ts';
import {entry, name, output, polled, pollFailed, problem, start} from '../helpers/values.ts';
import {runError, watch, watching} from './watch.ts';

const id = 'wfrun_1';

function left(prepaid: string, at = start): Action {
	return {type: 'balanceLoaded', at, balance: {prepaid: money(prepaid), cards: money('0')}};
}

/** The kinds of the reported events but alerts, in order. */
function kinds(...actions: readonly Action[]): readonly string[] {
	const {events} = watch(watching(id), ...actions);
	return events.map(({event}) => event).filter(event => event !== 'alert');
}

test('a balance that falls below the limit is reported once, each time', () => {
	const state = {...watching(id), lowBalance: money('5')};
	const {events} = watch(state, left('5'), left('4.9'), left('4.8'), left('6'), left('1'));
	const alert = {event: 'alert', at: start, run: null, kind: 'low-balance', limit: '5'};
	assert.deepEqual(
		events.filter(({event}) => event === 'alert'),
		[
			{...alert, balance: '4.9'},
			{...alert, balance: '1'},
		],
	);
	const {events: without} = watch(watching(id), left('5'), left('1'));
	assert.ok(without.every(({event}) => event !== 'alert'));
});

test('a change of any field is reported', () => {
	const changed: Partial<Execution> = {
		status: name('paused'),
		progressPercent: 5,
		queuePosition: 3,
		estimatedWaitSec: 9,
		completedNodeCount: 1,
		totalRunnableNodes: 7,
		internalStatus: name('sampling'),
		lastEventType: name('progress'),
		actualDurationSec: 12.5,
		startedAt: start,
		terminalAt: start,
		createdAt: null,
		taskId: null,
		workflowId: null,
	};

	for (const change of Object.entries(changed)) {
		const kindsAfter = kinds(polled(id), polled(id, Object.fromEntries([change])));
		assert.deepEqual(kindsAfter, ['run', 'run'], change[0]);
	}
});

test('each log entry is reported once and in order, whichever window of the log a response has', () => {
	const log = Array.from({length: 40}, (_, index) => entry(`line ${index}`, index));
	fc.assert(
		fc.property(fc.array(fc.record({grow: fc.nat({max: 6}), back: fc.nat({max: 8})})), polls => {
			let known = 0;
			const actions = polls.map(({grow, back}, index) => {
				const from = Math.max(0, known - 1 - back);
				known = Math.min(log.length, known + grow);
				return polled(id, {}, log.slice(from, known), start + index);
			});
			const told = watch(watching(id), ...actions).events.flatMap(event =>
				event.event === 'log' ? [event.entry.message.exact] : [],
			);
			assert.deepEqual(
				told,
				log.slice(0, known).map(({message}) => message.exact),
			);
		}),
	);
});

test('entries that were left out before they were reported are a gap before the next one', () => {
	const log = Array.from({length: maxEntries + 2}, (_, index) => entry(`line ${index}`, index));
	const {events} = watch(watching(id), polled(id, {}, log.slice(0, 1)), polled(id, {}, log));
	const reported = events.filter(event => event.event === 'log');
	assert.deepEqual(
		reported.slice(0, 3).map(event => [event.entry.message.exact, event.afterGap]),
		[
			['line 0', false],
			['line 2', true],
			['line 3', false],
		],
	);
});

test('each output is reported once, also when its address is signed again, and again when it changes', () => {
	const link = 'https://media.example/a.png?expires=1900000000&signature=';
	const first = output('n9_images', `${link}1`);
	const again = output('n9_images', `${link}2`);
	const other = output('n9_images', 'https://media.example/a2.png');
	const second = output('n10_images', 'https://media.example/b.png');
	const values = (...actions: readonly Action[]) =>
		watch(watching(id), ...actions).events.flatMap(event =>
			event.event === 'output' ? [event.output.value.exact] : [],
		);
	assert.deepEqual(
		values(polled(id, {outputs: [first]}), polled(id, {outputs: [again, second]})),
		[first, second].map(({value}) => value.exact),
	);
	assert.deepEqual(
		values(
			polled(id, {outputs: [first]}),
			polled(id, {outputs: [other]}),
			polled(id, {phase: 'succeeded', outputs: [first]}),
			polled(id, {phase: 'succeeded', outputs: [again]}),
			polled(id, {phase: 'succeeded', outputs: [again]}),
		),
		[first, other, first, again].map(({value}) => value.exact),
	);
});

test('the error of a run is reported once, at its end', () => {
	const error = runError('OOM');
	const over = polled(id, {phase: 'failed', error});
	assert.deepEqual(kinds(polled(id), over, over), ['run', 'run', 'error']);
	const paused = polled(id, {status: name('paused'), phase: 'other', error});
	assert.deepEqual(kinds(paused, paused), ['run']);
	assert.deepEqual(kinds(paused, over), ['run', 'run', 'error']);
	assert.deepEqual(kinds(paused, polled(id, {phase: 'succeeded', error})), ['run', 'run']);
	assert.deepEqual(kinds(polled(id, {phase: 'canceled', error})), ['run', 'error']);
});

test('a rejected API key is reported for each run that it stops', () => {
	const state = watch(watching('a', 'b', 'c'), polled('b', {phase: 'succeeded'})).state;
	const denied: Action = {type: 'denied', at: start, problem: problem({kind: 'auth'})};
	const {events} = watch(state, denied);
	assert.deepEqual(watch(state, denied, denied).events, events, 'once');
	assert.deepEqual(
		events.map(event => event.event === 'problem' && [event.run?.id, event.retryInMs]),
		[
			['a', null],
			['c', null],
		],
	);
});

test('the outcomes of one action are reported run by run', () => {
	const one = polled('a', {}, [entry('x')], start + 1);
	const other = polled('b', {}, [entry('y')], start + 2);
	assert.ok(one.type === 'polled' && other.type === 'polled');
	const both: Action = {
		type: 'polled',
		at: start + 3,
		outcomes: [...one.outcomes, ...other.outcomes],
	};
	assert.deepEqual(
		watch(watching('a', 'b'), both).events.map(event => [
			'run' in event && event.run?.id,
			event.event,
			event.at - start,
		]),
		[
			['a', 'run', 1],
			['a', 'log', 1],
			['b', 'run', 2],
			['b', 'log', 2],
		],
	);
});

test('with --once only the problem of a refused request has a retry', () => {
	for (const [kind, retryInMs] of [
		['rate-limit', 4000],
		['network', null],
	] as const) {
		const {state} = watch(watching('a'));
		const action = pollFailed('a', {problem: problem({kind}), nextPollAt: start + 4000});
		const [event] = eventsBetween(state, reduce(state, action).state, action, {pollOnce: true});
		assert.equal(event?.event === 'problem' && event.retryInMs, retryInMs, kind);
	}
});

test('a failed list is a problem without a run; so is a rejected API key without runs', () => {
	const reason = problem({kind: 'http'});
	const unread: Action = {type: 'listFailed', at: start, problem: reason, nextAt: start + 2000};
	const denied: Action = {type: 'denied', at: start, problem: problem({kind: 'auth'})};

	for (const [action, askOnce, retryInMs] of [
		[unread, false, 2000],
		[unread, true, null],
		[{...unread, nextAt: null}, false, null],
		[denied, false, null],
	] as const) {
		const {state} = watch(watching());
		assert.deepEqual(
			[...eventsBetween(state, reduce(state, action).state, action, {pollOnce: askOnce})],
			[{event: 'problem', at: start, run: null, problem: action.problem, before: null, retryInMs}],
		);
	}
});

test('the end of all runs is reported once', () => {
	const ids = ['wfrun_1', 'wfrun_2', 'wfrun_3', 'wfrun_4'];
	const end = (run: string, phase: 'failed' | 'succeeded', second: number) =>
		polled(run, {phase, terminalAt: start + second, totalCost: money('0.5')});
	const {events} = watch(
		watching(...ids),
		...ids.map(run => polled(run)),
		...ids.map((run, index) => end(run, 'failed', index)),
		end('wfrun_4', 'failed', 3),
	);
	const alerts = events.flatMap(event => (event.event === 'alert' ? [event] : []));
	assert.deepEqual(
		alerts.map(({kind}) => kind),
		['all-done'],
	);
	const [done] = alerts.map(alert => JSON.parse(writeJson(alert)) as object);
	assertEvent(done);
	assert.partialDeepStrictEqual(done, {succeeded: 0, failed: 4, total_cost: 2});
	// What had ended before the watch is no news.
	const old = watch(watching('wfrun_1'), end('wfrun_1', 'failed', 1)).events;
	assert.ok(old.every(({event}) => event !== 'alert'));
});
