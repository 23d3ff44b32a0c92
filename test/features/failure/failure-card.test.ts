import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {Execution} from '../../../source/core/execution.ts';
import {adviceFor, failureCard, type AdviceKind} from '../../../source/core/failure-card.ts';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {emptyLog, mergeLog} from '../../../source/core/log/run-log.ts';
import {parseMoney} from '../../../source/core/money/money.ts';
import type {RunError} from '../../../source/core/problem.ts';
import type {Run} from '../../../source/core/run.ts';
import {stateAfter, watching} from '../../helpers/play.ts';
import {pollStatus, run} from '../../helpers/sample.ts';
import {entry, execution, name, polled, start} from '../../helpers/values.ts';
import {event} from '../nodes/event.ts';
import {errorOf} from './cards.ts';

function runWith(change: Partial<Execution>, ...responses: readonly (readonly LogEntry[])[]): Run {
	return run('wfrun_1', {
		execution: execution(change),
		log: responses.reduce((log, response) => mergeLog(log, response), emptyLog),
	});
}

suite('the failure card', () => {
	test('the first error, its node, the ten entries before, cost and time', () => {
		const lines = Array.from({length: 12}, (_, index) => entry(`line ${index}`, 3 + index));
		const failed = runWith(
			{
				phase: 'failed',
				error: errorOf('CUDA out of memory', {engineCode: name('NODE_EXECUTION_FAILED')}),
				totalCost: parseMoney('0.0342'),
				startedAt: start,
				terminalAt: start + 20_000,
			},
			[
				event(2, 'executing', '7', 'UltimateSDUpscale'),
				...lines,
				entry('tile 16: out of memory', 18, {severity: 'error', nodeId: name('7')}),
				event(20, 'execution_error', '7', 'failed'),
			],
		);
		const card = failureCard(failed);
		assert.ok(card !== null);
		assert.equal(card.first?.message.exact, 'tile 16: out of memory');
		const node = {node: name('7'), caption: 'UltimateSDUpscale', activeMs: 16_000};
		assert.deepEqual(card.node, node);
		assert.deepEqual(card.before, lines.slice(2));
		assert.deepEqual([card.cost, card.duration, card.advice], ['0.0342', 20_000, 'memory']);
		assert.equal(failureCard(failed), card, 'made once');
	});

	test("an error without a node belongs to the engine's node, or to the active one", () => {
		const begun = event(0, 'executing', '3', 'KSampler');
		const boom = entry('boom', 4, {severity: 'error'});
		const named = [begun, event(2, 'executing', '8'), boom, event(5, 'execution_error', '3')];

		for (const log of [named, [begun, boom]]) {
			assert.equal(failureCard(runWith({phase: 'failed'}, log))?.node?.node.exact, '3');
		}
	});

	test('without an error in the log: the entry for the end, else the last ones, with gaps', () => {
		const interrupted = runWith({phase: 'canceled'}, [
			event(0, 'executing', '3', 'KSampler'),
			event(5, 'execution_interrupted', null, 'stopped, out of memory'),
		]);
		const canceled = failureCard(interrupted);
		assert.deepEqual([canceled?.kind, canceled?.advice], ['canceled', 'interrupted']);
		assert.equal(canceled?.first?.message.exact, 'stopped, out of memory');
		assert.equal(canceled.node?.node.exact, '3');
		const holed = runWith(
			{phase: 'failed'},
			[entry('a', 0), entry('b', 1)],
			[entry('y', 8), entry('z', 9)],
		);
		const before = failureCard(holed)?.before.map(shown => shown?.message.exact ?? null);
		assert.deepEqual(before, ['a', 'b', null, 'y', 'z']);
		assert.equal(failureCard(holed)?.first, null);
		const bare = failureCard(runWith({phase: 'failed'}));
		assert.deepEqual(
			[bare?.node, bare?.before, bare?.cost, bare?.duration],
			[null, [], null, null],
		);
	});

	test('an unfinished or succeeded run has no card; an unknown run has one', () => {
		assert.equal(failureCard(runWith({phase: 'running'})), null);
		const succeeded = runWith({phase: 'succeeded'}, [entry('x', 0, {severity: 'error'})]);
		assert.equal(failureCard(succeeded), null);
		const unknown = failureCard(run('a', {polling: pollStatus({gaveUp: 'unknown-run'})}));
		assert.deepEqual([unknown?.kind, unknown?.advice], ['unknown-run', 'task']);
	});
});

const cases: readonly (readonly [AdviceKind, RunError | null, string?])[] = [
	['memory', errorOf('torch.OutOfMemoryError: CUDA out of memory')],
	['memory', errorOf('node failed'), '显存不足'],
	['memory', errorOf('x', {engineCode: name('OUT_OF_MEMORY')})],
	['content', errorOf('Blocked by the safety system')],
	['content', errorOf('图片内容违规')],
	['content', errorOf('x', {engineCode: name('CONTENT_MODERATION')})],
	['money', errorOf('余额不足')],
	['limit', errorOf('external model', {statusCode: 429})],
	['task', errorOf('Task not found.', {engineCode: name('TASK_NOT_FOUND'), statusCode: 404})],
	['missing', errorOf('Cannot execute because node FooBar does not exist.')],
	['missing', errorOf("Value not in list: ckpt_name: 'a.safetensors' not in ['b.safetensors']")],
	['missing', errorOf('FileNotFoundError: /models/lora/a.safetensors: No such file or directory')],
	['file', errorOf('cannot identify image file')],
	['input', errorOf('Prompt outputs failed validation')],
	['input', errorOf('bad', {statusCode: 422})],
	['timeout', errorOf('execution timed out after 600 s')],
	['timeout', errorOf('运行超时')],
	['service', errorOf('x', {engineCode: name('ENGINE_UNAVAILABLE')})],
	['interrupted', errorOf('execution interrupted by user')],
	[
		'unknown',
		errorOf('Segmentation fault', {engineCode: name('NODE_EXECUTION_FAILED'), statusCode: 500}),
	],
	['unknown', null],
	['unknown', errorOf(null)],
];

test('the advice follows from code, text and status', () => {
	assert.deepEqual(
		cases.map(([, told, message = '']) => adviceFor({error: told, message, wasCanceled: false})),
		cases.map(([kind]) => kind),
	);
	assert.equal(
		adviceFor({error: errorOf('out of memory'), message: '', wasCanceled: true}),
		'interrupted',
	);
});

test('x shows the card of a failed run, a notice for another run, and nothing without a run', () => {
	for (const [state, overlay, notice] of [
		[stateAfter(watching(['run']), polled('run', {phase: 'failed'})), 'failure', undefined],
		[stateAfter(watching(['run']), polled('run')), undefined, 'no-failure'],
		[watching([]), undefined, undefined],
	] as const) {
		const {view} = stateAfter(state, 'x');
		assert.deepEqual([view.overlay?.kind, view.notice?.notice.kind], [overlay, notice]);
	}
});
