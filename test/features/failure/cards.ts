import assert from 'node:assert/strict';
import {failureCard, type FailureCard} from '../../../source/core/failure-card.ts';
import {emptyLog, mergeLog} from '../../../source/core/log/run-log.ts';
import type {RunError} from '../../../source/core/problem.ts';
import {foreignName, foreignProse} from '../../../source/core/text/sanitize.ts';
import {entry, execution, money, now, run} from '../../helpers/sample.ts';

/** An error of which the service gave only the reason, if `change` does not say more. */
export function errorOf(reason: string | null, change: Partial<RunError> = {}): RunError {
	return {
		reason: reason === null ? null : foreignProse(reason),
		detail: null,
		engineCode: null,
		statusCode: null,
		...change,
	};
}

/** A run that failed in node 7 for want of memory. */
export const failed = run('wfrun_1', {
	title: foreignName('4x 放大'),
	execution: execution('failed', {
		totalCost: money('0.0342'),
		startedAt: now - 20_000,
		terminalAt: now,
		error: errorOf('CUDA out of memory', {
			detail: foreignProse('torch.OutOfMemoryError: tried to allocate 4.50 GiB'),
			engineCode: foreignName('NODE_EXECUTION_FAILED'),
			statusCode: 500,
		}),
	}),
	log: mergeLog(emptyLog, [
		entry('UltimateSDUpscale', {
			eventType: foreignName('executing'),
			nodeId: foreignName('7'),
			at: now - 16_000,
		}),
		entry('low VRAM', {severity: 'warn'}),
		entry('tile 16: out of memory', {severity: 'error', nodeId: foreignName('7'), at: now}),
	]),
});

/** The card of the run `failed`, with changes. */
export function cardOf(change: Partial<FailureCard> = {}): FailureCard {
	const card = failureCard(failed);
	assert.ok(card !== null);
	return {...card, ...change};
}

/** The card of a canceled run of which nothing else is known. */
export const bareCard = cardOf({
	kind: 'canceled',
	workflowId: null,
	taskId: null,
	error: null,
	first: null,
	node: null,
	before: [],
	cost: null,
	duration: null,
	endedAt: null,
	advice: 'interrupted',
});
