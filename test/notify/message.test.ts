import assert from 'node:assert/strict';
import test from 'node:test';
import {countRuns} from '../../source/core/money/totals.ts';
import {emptySavedState} from '../../source/core/saved-state.ts';
import {foreignName, foreignProse} from '../../source/core/text/sanitize.ts';
import type {Alert} from '../../source/events/event.ts';
import {composeMessage} from '../../source/notify/message.ts';
import {messagesFor} from '../../source/session/catalogue.ts';
import {runError} from '../events/watch.ts';
import {execution, money, run} from '../helpers/sample.ts';
import {start} from '../helpers/values.ts';

/** A label of the user's own. */
const labels = new Map([['wfrun_a', foreignProse('final')]]);
const state = {runs: new Map(), saved: {...emptySavedState, labels}};

function line(alert: Alert, about: ReturnType<typeof run> | null, language: 'en' | 'zh' = 'en') {
	const event = {event: 'alert', at: start, run: about, ...alert} as const;
	const {title, lines} = composeMessage([event], state, messagesFor(language));
	assert.equal(title, 'chenyu-top');
	assert.equal(lines.length, 1);
	return lines[0];
}

test('a chat is told what needs somebody in a line with the run, or with the sums of all', () => {
	const late = run('wfrun_a', {safeId: foreignName('a').safe, title: foreignProse('雪山')});
	const ended = [
		run('a', {execution: execution('succeeded', {totalCost: money('0.25')})}),
		run('b', {execution: execution('failed', {totalCost: money('0.5')})}),
	];
	const done = {kind: 'all-done', counts: countRuns(ended)} as const;
	assert.equal(
		line({kind: 'late', since: start, usualSec: 20}, late),
		'! final · 雪山 · a: late: takes far longer than usual',
	);
	assert.equal(
		line({kind: 'stalled', since: start}, late),
		'! final · 雪山 · a: stalled: no progress for far longer than usual',
	);
	assert.equal(
		line({kind: 'budget', spent: money('6'), budget: money('5')}, null),
		'! budget exceeded: ¥6.00 of ¥5.00 spent',
	);
	assert.equal(
		line({kind: 'low-balance', balance: money('4'), limit: money('5')}, null),
		'! low balance: ¥4.00 left, less than ¥5.00',
	);
	assert.equal(line(done, null), 'all 2 runs have ended: 1 succeeded, 1 failed, ¥0.75');
	assert.equal(line(done, null, 'zh'), '2 次运行已全部结束：成功 1，失败 1，¥0.75');
});

test('a failure is told by what its detail says, not by a general reason', () => {
	for (const [detail, said] of [
		['CUDA out of memory in KSampler', /failed: CUDA out of memory in KS/],
		[
			'Traceback (most recent call last):\n  File "x.py"\nValueError: bad seed\n',
			/: ValueError: b/,
		],
		['', /failed: Node failed\./],
	] as const) {
		const error = runError('Node failed.', {detail: foreignProse(detail)});
		const failed = run('a', {execution: execution('failed', {error})});
		const event = {event: 'run', at: start, run: failed, before: null} as const;
		assert.match(composeMessage([event], state, messagesFor('en')).lines[0] ?? '', said);
	}
});
