import assert from 'node:assert/strict';
import test from 'node:test';
import {NotFoundError} from '../../source/api/errors.ts';
import type {Workflow} from '../../source/core/workflow.ts';
import {execution as anExecution, name, output} from '../helpers/values.ts';
import type {Reply, Script} from '../polling/scripted-client.ts';
import {toTheEnd, watchHeadless, type HeadlessWatch} from './watch-headless.ts';

const film: Workflow = {
	title: name('A film'),
	outputKinds: new Map([['n9_images', 'video']]),
};

/** A run that had ended at its first poll, with this response for its workflow. */
function finished(workflow: () => Reply<Workflow>): Script {
	return {
		execution: () => ({
			response: {
				execution: anExecution({
					phase: 'succeeded',
					outputs: [output('n9_images', 'https://media.example/a')],
				}),
				logs: [],
			},
			takes: 20,
		}),
		workflow,
	};
}

function told(watch: HeadlessWatch): readonly unknown[] {
	return watch
		.events()
		.map(({event, title, kind}) =>
			[event, event === 'run' ? title : kind].filter(Boolean).join(' '),
		);
}

for (const once of [false, true]) {
	test(`the end waits for the title and the output kinds of a workflow${once ? ', with --once too' : ''}`, async t => {
		const watch = watchHeadless(t, {
			ids: ['a'],
			once,
			script: finished(() => ({response: film, takes: 300})),
		});
		assert.equal((await toTheEnd(watch)).code, 0);
		assert.deepEqual(told(watch), ['start', 'run', 'output video', 'run A film', 'end']);
	});

	test(`the end does not wait for an unavailable workflow${once ? ', with --once too' : ''}`, async t => {
		const error = new NotFoundError({detail: 'HTTP 404', httpStatus: 404});
		const watch = watchHeadless(t, {
			ids: ['a'],
			once,
			script: finished(() => ({error, takes: 300})),
		});
		const {took} = await toTheEnd(watch);
		assert.ok(took < 500, `it took ${took} ms`);
		assert.deepEqual(told(watch), ['start', 'run', 'output image', 'end']);
	});
}

test('the end waits two seconds for a workflow, then reports the output', async t => {
	const watch = watchHeadless(t, {
		ids: ['a'],
		script: finished(() => ({response: film, takes: 60_000})),
	});
	const {took} = await toTheEnd(watch);
	assert.ok(took >= 2000 && took < 2500, `it took ${took} ms`);
	assert.deepEqual(told(watch), ['start', 'run', 'output image', 'end']);
});

test('held outputs are reported before the end, also after a signal or --timeout', async t => {
	for (const timeout of [null, 500]) {
		const watch = watchHeadless(t, {
			ids: ['a'],
			timeout,
			script: finished(() => ({response: film, takes: 60_000})),
		});
		await watch.clock.advanceAsync(1000);
		watch.signal(143);
		await toTheEnd(watch);
		assert.deepEqual(told(watch), ['start', 'run', 'output image', 'end']);
	}
});

test('an output of a run without a workflow is reported at once', async t => {
	const script = finished(() => ({response: film}));
	const watch = watchHeadless(t, {
		ids: ['a'],
		script: {
			execution: () => ({
				response: {
					execution: anExecution({
						workflowId: null,
						phase: 'running',
						outputs: [output('n9_images', 'https://media.example/a')],
					}),
					logs: [],
				},
			}),
			...(script.workflow && {workflow: script.workflow}),
		},
	});
	await watch.clock.advanceAsync(10_000);
	assert.deepEqual(told(watch), ['start', 'run', 'output image']);
});
