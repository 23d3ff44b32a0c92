import assert from 'node:assert/strict';
import test from 'node:test';
import type {OutputKind} from '../../source/core/output/kinds.ts';
import {foreignProse} from '../../source/core/text/sanitize.ts';
import {execution} from './scripted-client.ts';
import {names, watching} from './set-up.ts';

const title = foreignProse('文生图');
const outputKinds = new Map<string, OutputKind>([['n9_images', 'image']]);
const titled = () => ({response: {title, outputKinds}, takes: 50});
const running = () => ({response: execution('running', {workflowId: 'wf_1'}), takes: 50});

test('a workflow is loaded once, with its title and output kinds', async t => {
	const given = watching(t, [], running, {workflow: titled});
	const start = given.clock.now();
	given.poller.watch(names(5));
	await given.clock.advanceAsync(20_000);
	assert.equal(given.client.requestsOf('workflow').length, 1);
	const loaded = given.actions.filter(action => action.type === 'workflowLoaded');
	const at = start + 50 + 50;
	assert.deepEqual(loaded, [
		{type: 'workflowLoaded', at, workflowId: 'wf_1', workflow: {title, outputKinds}},
	]);
});
