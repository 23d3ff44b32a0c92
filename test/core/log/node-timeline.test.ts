import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import fc from 'fast-check';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {nodesOf, type NodeBar, type NodeTimeline} from '../../../source/core/log/node-timeline.ts';
import {emptyLog, mergeLog, type RunLog} from '../../../source/core/log/run-log.ts';
import type {Run} from '../../../source/core/run.ts';
import {event, eventTypes} from '../../features/nodes/event.ts';
import {pollStatus, run} from '../../helpers/sample.ts';
import {execution, start} from '../../helpers/values.ts';

function logOf(...responses: readonly (readonly LogEntry[])[]): RunLog {
	return responses.reduce((log, response) => mergeLog(log, response), emptyLog);
}

/** A run that has ended by default. `asOf`: the time of its latest response. */
function runOf(log: RunLog, {isFinal = true, asOf = start, ...times}: RunTimes = {}): Run {
	const phase = isFinal ? 'succeeded' : 'running';
	return run('wfrun_1', {
		log,
		execution: execution({phase, ...times}),
		polling: pollStatus({respondedAt: asOf}),
	});
}

type RunTimes = {isFinal?: boolean; asOf?: number; startedAt?: number; terminalAt?: number};

function draw(log: RunLog, times?: RunTimes): NodeTimeline {
	return nodesOf(runOf(log, times));
}

/** The timeline of a log that came in one response. */
function drawn(entries: readonly LogEntry[], times?: RunTimes): NodeTimeline {
	return draw(logOf(entries), times);
}

/** Returns the main fields of a bar as an array, with the times in seconds since `start`. */
function brief({id, state, times}: NodeBar) {
	const at = (instant: number): number => (instant - start) / 1000;
	return [id, state, times.map(({from, to}) => [at(from), at(to)])];
}

suite('the nodes of a run on a common axis', () => {
	test('in a log that has only progress, a node ends where the next one begins', () => {
		const progress = [event(0, 'progress', 'a'), event(34, 'progress', 'b')];
		const {bars} = drawn([...progress, event(68, 'progress', 'c'), event(1000, 'progress', 'c')], {
			terminalAt: start + 1_609_000,
		});
		assert.deepEqual(
			bars.map(({time}) => time),
			[34_000, 34_000, 1_541_000],
		);
	});

	test('only a running node has a step', () => {
		const step = {value: 4, max: 20, fraction: null};
		const [first, second] = [event(1, 'progress', 'a'), event(2, 'log', 'b')];
		const {bars} = drawn(
			[
				event(0, 'executing', 'a'),
				{...first, step},
				{...second, step},
				event(5, 'executed', 'a'),
				event(9, 'progress', 'b'),
			],
			{isFinal: false, asOf: start + 10_000},
		);
		assert.deepEqual(
			bars.map(bar => bar.step),
			[null, {value: 4, max: 20}],
		);
	});

	test('a complete run: cached nodes, one node after the other, the last one ended by the success', () => {
		const {bars, axis} = drawn([
			event(0, 'execution_start'),
			event(0, 'execution_cached', null, 'cached nodes: 2, 12:7'),
			event(0, 'executing', '4', 'loading checkpoint'),
			event(2, 'executed', '4'),
			event(2, 'executing', '3'),
			event(7, 'executed', '3'),
			event(8, 'executing', '9'),
			event(10, 'execution_success'),
		]);
		assert.deepEqual(bars.map(brief), [
			['2', 'cached', []],
			['12:7', 'cached', []],
			['4', 'done', [[0, 2]]],
			['3', 'done', [[2, 7]]],
			['9', 'done', [[8, 10]]],
		]);
		assert.deepEqual(axis, {from: start, to: start + 10_000});
		assert.equal(bars[2]?.caption, 'loading checkpoint');
		assert.ok(bars.every(({isExact}) => isExact));
	});

	test('an engine that reports no ends: each node ends as the next begins, and runs again after a new sign', () => {
		const quiet = [event(0, 'executing', '1'), event(3, 'executing', '2')];
		const fields = {isFinal: false, asOf: start + 5000};
		assert.deepEqual(drawn(quiet, fields).bars.map(brief), [
			['1', 'done', [[0, 3]]],
			['2', 'running', [[3, 5]]],
		]);
		const [again] = drawn([...quiet, event(4, 'progress', '1')], fields).bars;
		assert.deepEqual(
			again?.times.map(({from}) => from - start),
			[0, 4000],
		);
		assert.deepEqual([again?.state, again?.isExact], ['running', false]);
	});

	test('a failure ends its node as failed, others as interrupted; without a node, the only running one failed', () => {
		const begun = [event(0, 'executing', '1'), event(1, 'executing', '2')];
		const again = [...begun, event(2, 'progress', '1')];

		for (const [log, end, states] of [
			[again, event(3, 'execution_error', '2'), 'interrupted failed'],
			[again, event(3, 'execution_error'), 'interrupted interrupted'],
			[again, event(3, 'execution_interrupted'), 'interrupted interrupted'],
			[begun, event(3, 'execution_error'), 'done failed'],
		] as const) {
			assert.equal(
				drawn([...log, end])
					.bars.map(({state}) => state)
					.join(' '),
				states,
			);
		}
	});

	test('a missing begin, a gap in the log and a missing end make times inexact', () => {
		const late = drawn([event(5, 'progress', '3'), event(9, 'executed', '3')], {startedAt: start});
		assert.deepEqual(late.bars.map(brief), [['3', 'done', [[5, 9]]]]);
		assert.equal(late.bars[0]?.isExact, false);
		const afterGap = [event(6, 'executing', '2'), event(9, 'executed', '2')];
		const holed = draw(logOf([event(0, 'executing', '1')], afterGap));
		const exactness = holed.bars.map(({id, isExact}) => `${id} ${isExact}`);
		assert.deepEqual(exactness, ['1 false', '2 true']);
		const open = drawn([event(0, 'executing', '1')], {terminalAt: start + 4000});
		assert.deepEqual(open.bars.map(brief), [['1', 'ended', [[0, 4]]]]);
	});

	test('entries may have no time, no node or an unknown type', () => {
		const {bars} = drawn([
			event(null, 'executing', '1', 'when?'),
			event(null, 'executed', '1'),
			event(2, 'something_new', '7', 'hm'),
			event(4, 'something_new'),
		]);
		assert.deepEqual(bars.map(brief), [
			['1', 'known', []],
			['7', 'ended', [[2, 4]]],
		]);
		assert.equal(drawn([event(null, 'x', '1')]).axis, null);
		assert.deepEqual(draw(emptyLog).bars, []);
	});

	test('entries that arrive late count when they happened', () => {
		const log = [
			event(5, 'executed', '1'),
			event(2, 'executing', '1'),
			event(6, 'executing', '2'),
			event(8, 'execution_success'),
		];
		const [first] = drawn(log).bars;
		assert.deepEqual([first && brief(first), first?.isExact], [['1', 'done', [[2, 5]]], true]);
	});
});

const anyEvent = fc
	.record({
		seconds: fc.option(fc.integer({min: 0, max: 60}), {freq: 8}),
		type: fc.constantFrom(...eventTypes),
		node: fc.option(fc.constantFrom('1', '2', '3', 'n4', '5:1'), {freq: 4}),
		message: fc.constantFrom('', 'nodes: 1, 2', '["3"]', 'step'),
	})
	.map(({seconds, type, node, message}) => event(seconds, type, node, message));

test('with any events in any order, bars lie on the axis, apart from each other (property)', () => {
	fc.assert(
		fc.property(
			fc.array(fc.array(anyEvent, {maxLength: 20}), {maxLength: 4}),
			fc.boolean(),
			fc.integer({min: 0, max: 90}),
			(responses, isFinal, now) => {
				const {axis, bars} = draw(logOf(...responses), {isFinal, asOf: start + now * 1000});

				for (const {times, time} of bars) {
					assert.ok(axis === null || times.length > 0 || time === null);

					for (const [index, {from, to}] of times.entries()) {
						assert.ok(axis !== null && from >= axis.from && to <= axis.to && from <= to);
						assert.ok(from >= (times[index - 1]?.to ?? from), 'they are apart');
					}
				}
			},
		),
		{numRuns: 500},
	);
});
