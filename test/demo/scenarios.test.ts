import assert from 'node:assert/strict';
import test from 'node:test';
import {manyRuns, scenarioOf} from '../../source/demo/index.ts';
import {phaseAt} from '../../source/demo/execution.ts';
import {timelineOf} from '../../source/demo/timeline.ts';
import {hostileTexts} from '../../source/demo/scenarios/hostile.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {startService} from '../helpers/service.ts';
import {execution} from './ask.ts';

/** When each run of the showcase ends, in ms since the service started. */
const ends = scenarioOf('showcase').runs.map(
	script => script.createdAt + timelineOf(script).endsAt,
);

test('the showcase has a dozen runs that end in every way, most of them before one’s eyes', () => {
	const {runs} = scenarioOf('showcase');
	assert.equal(runs.length, 12);
	assert.equal(ends.filter(end => end < 0).length, 1);
	assert.ok(ends.some(end => end > 0 && end <= 15_000));
	assert.ok(ends.every(end => end < 120_000));
	const endings = Object.groupBy(runs, ({ending}) => ending.kind);
	assert.equal(endings.failed?.length, 1);
	assert.equal(endings.canceled?.length, 2);
	assert.equal(endings.succeeded?.length, 9);
});

test('the showcase makes images, a video, sound and text, and each output is in its workflow’s manifest', () => {
	const types = scenarioOf('showcase').runs.flatMap(({workflow, ending}) =>
		ending.kind === 'succeeded'
			? ending.outputs.map(({key}) => workflow.outputs.find(output => output.key === key)?.type)
			: [],
	);
	assert.deepEqual(new Set(types), new Set(['image', 'text', 'video', 'audio']));
});

test('the showcase’s runs have phases of every kind at the start', () => {
	const phases = scenarioOf('showcase').runs.map(script =>
		phaseAt(timelineOf(script), -script.createdAt),
	);
	assert.deepEqual(new Set(phases), new Set(['queued', 'running', 'succeeded']));
});

test('many runs are as many as asked for, at every stage', () => {
	const {runs} = manyRuns(300);
	assert.equal(runs.length, 300);
	assert.equal(runs.at(-1)?.createdAt, 0);
});

test('T1: hostile text arrives exactly in the fields that are shown', async t => {
	const service = await startService(t, {scenario: 'hostile', clock: new FakeClock()});
	const texts = Object.entries(hostileTexts);

	for (const [index, [name, text]] of texts.entries()) {
		const response = await execution(service, service.runOrderIds[index]);
		const logs = response['logs'] as readonly {
			readonly message: string;
			readonly node_id?: string;
		}[];
		const outputs = response['outputs'] as Readonly<Record<string, string>>;
		assert.equal(logs.filter(({message}) => message === text).length, 2, name);
		assert.ok(
			logs.some(entry => entry.node_id?.endsWith(text)),
			name,
		);
		assert.ok(
			logs.some(({message}) => message.length > 100_000),
			name,
		);
		assert.equal(outputs[`n1_text${text}`], text);
		assert.ok(Object.hasOwn(outputs, '__proto__'));
	}
});

test('the dialects say the same run in other words', async t => {
	const clock = new FakeClock();
	const service = await startService(t, {scenario: 'dialects', clock});
	clock.advance(10_000);
	const responses = await Promise.all(service.runOrderIds.map(id => execution(service, id)));
	const valuesOf = (key: string) => new Set(responses.map(response => typeof response[key]));
	assert.deepEqual(valuesOf('total_cost'), new Set(['string', 'number']));
	assert.deepEqual(valuesOf('created_at'), new Set(['string', 'number']));
	assert.deepEqual(
		new Set(responses.map(response => response['status'])),
		new Set(['succeeded', 'completed', 'archiving']),
	);
	assert.ok(responses.some(response => response['logs'] === null));
});
