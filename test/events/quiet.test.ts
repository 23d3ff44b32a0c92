import assert from 'node:assert/strict';
import test from 'node:test';
import {noMoney, parseMoney} from '../../source/core/money/money.ts';
import {isKeptQuiet} from '../../source/events/event-lines.ts';
import type {WatchEvent} from '../../source/events/event.ts';
import {entry, output, polled, pollFailed, start} from '../helpers/values.ts';
import {runError, watch, watching} from './watch.ts';

const id = 'wfrun_1';

test('--quiet with --plain leaves the end of a run, its failure, problems and the end of the watch', () => {
	const failed = {phase: 'failed', error: runError('OOM')} as const;
	const [begun, over] = [entry('begun'), entry('over')];
	const {events} = watch(
		watching(id),
		polled(id, {phase: 'queued', queuePosition: 3}),
		pollFailed(id, {at: start + 1000}),
		polled(id, {progressPercent: 40}, [begun], start + 2000),
		polled(id, failed, [begun, over], start + 4000),
		polled(id, {...failed, totalCost: parseMoney(1)}, [begun, over], start + 6000),
		polled(id, {...failed, outputs: [output('n9', 'https://a.example/1')]}, [], start + 8000),
	);
	const counts = {succeeded: 0, failed: 1, canceled: 0, unfinished: 0, totalCost: noMoney};
	const all: readonly WatchEvent[] = [
		{event: 'start', at: start, version: '1', runOrderIds: [id]},
		...events,
		{event: 'end', at: start + 9000, reason: 'done', exitCode: 1, ...counts},
	];
	assert.deepEqual(
		all
			.filter(event => isKeptQuiet(event, 'plain'))
			.map(({event, at}) => [event, (at - start) / 1000]),
		[
			['problem', 1],
			['run', 4],
			['error', 4],
			['alert', 4],
			['end', 9],
		],
	);
});
