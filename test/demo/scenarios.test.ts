import assert from 'node:assert/strict';
import test from 'node:test';
import {createRun, phaseAt} from '../../source/demo/execution.ts';
import {account, showcase} from '../../source/demo/index.ts';
import {lengthOf} from '../../source/demo/timeline.ts';

/** When each run of the showcase ends, in ms since the service started. */
const ends = showcase().runs.map(script => script.createdAt + lengthOf(script));

test('the showcase has twelve runs that end in every way, eleven of them within two minutes', () => {
	const {runs} = showcase();
	assert.equal(runs.length, 12);
	assert.equal(ends.filter(end => end < 0).length, 1);
	assert.ok(ends.some(end => end > 0 && end <= 15_000));
	assert.ok(ends.every(end => end < 120_000));
	const endings = Object.groupBy(runs, ({ending}) => ending.kind);
	assert.equal(endings.failed?.length, 1);
	assert.equal(endings.canceled?.length, 2);
	assert.equal(endings.succeeded?.length, 9);
});

test('the showcase has outputs of every kind, and each is in the manifest of its workflow', () => {
	const types = showcase().runs.flatMap(({workflow, ending}) =>
		ending.kind === 'succeeded'
			? ending.outputs.map(({key}) => workflow.outputs.find(output => output.key === key)?.type)
			: [],
	);
	assert.deepEqual(new Set(types), new Set(['image', 'text', 'video', 'audio']));
});

test('every entry and every error of the showcase is within the time of its node', () => {
	for (const {workflow, nodes, ending} of showcase().runs) {
		const lines = nodes.flatMap(({lines: own = []}) => own.map(({at}) => at));
		const shares = ending.kind === 'failed' ? [...lines, ending.at] : lines;
		assert.ok(
			shares.every(share => share >= 0 && share <= 1),
			workflow.title,
		);

		if (ending.kind === 'failed') {
			// What the node says of the error comes before the end of the run.
			const {lines: own = []} = nodes.find(({id}) => id === ending.nodeId) ?? {};
			assert.ok(own.length > 0 && own.every(({at}) => at < ending.at));
		}
	}
});

test('no input of the account of the demo is empty, and no two runs have the same', () => {
	const inputs = account().runs.flatMap(({inputs: own = {}}) =>
		Object.keys(own).length === 0 ? [] : [Object.values(own)],
	);
	assert.ok(inputs.length >= 10);
	assert.ok(inputs.flat().every(value => typeof value === 'number' || value !== ''));
	assert.equal(new Set(inputs.map(values => JSON.stringify(values))).size, inputs.length);
});

test('at the start runs are queued, with and without an estimate of their wait, running and succeeded', () => {
	const {runs} = showcase();
	const phases = runs.map(script => phaseAt(createRun(script, 0), 0));
	assert.deepEqual(new Set(phases), new Set(['queued', 'running', 'succeeded']));
	assert.ok(runs.some(({queue}) => queue.position > 1 && queue.estimated === false));
});
