import assert from 'node:assert/strict';
import {test} from 'node:test';
import {temporaryFolder} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import type {RunScript} from '../helpers/script.ts';
import {startService} from '../helpers/service.ts';
import {apiKey} from './key.ts';
import {finishedRun} from './runs.ts';
import {copiedText, leave, openOn} from './watch.ts';

/** Runs of one workflow. */
function paintings(...prompts: readonly string[]): readonly RunScript[] {
	const first = finishedRun('文生图');
	return prompts.map((prompt, index) => ({
		...finishedRun(`文生图 ${prompt}`),
		workflow: {
			...first.workflow,
			editable_parameter_manifest: [{key: 'n6_text', display_name: '提示词'}],
		},
		inputs: {n3_seed: index, n5_size: '768', n6_text: prompt},
	}));
}

test('a label is shown, searched and kept; `y` in the order copies the inputs as JSON', async t => {
	const runs = paintings('雨夜 霓虹', '雪山 日出');
	const service = await startService(t, {scenario: {runs}});
	const setup = {env: {XDG_STATE_HOME: temporaryFolder(t)}, columns: 160, rows: 30};
	const first = openOn(t, service, setup);
	await first.play(
		['z', /雨夜 霓虹 · 文生图/],
		[':', 'Commands'],
		['"label 第3版"', /label 第3版/],
		['enter', /labeled 1 run "第3版"[^]*/],
		['', /(?=[^]*雪山 日出 · 文生图)[^]*第3版 · 雨夜 霓虹 · 文生图/],
		['/', 'filter runs:'],
		['"input.提示词:日出"', /Runs.* 1 of 2/],
		['esc', /Runs 2/],
		['i', /Inputs 3  y copies them as JSON[^]*提示词 +雨夜 霓虹/],
		['y', /copied inputs \(JSON\)/],
	);
	assert.deepEqual(JSON.parse(copiedText(first)), {
		n3_seed: '0',
		n5_size: '768',
		n6_text: '雨夜 霓虹',
	});
	await first.play(['esc', /▸1 Runs 2/]);
	await leave(first);
	assert.match(first.scrollback().join('\n'), /第3版 · 雨夜 霓虹 · 文生图/);
	const {stdout} = await runHeadless(
		['ls', '--base-url', service.origin.href, '--columns', 'label,input.提示词,input.seed'],
		{env: {CHENYU_API_KEY: apiKey, ...setup.env}},
	);
	assert.deepEqual(stdout.trim().split('\n'), ['第3版\t雨夜 霓虹\t0', '\t雪山 日出\t1']);

	const asked = () => service.recorded.filter(({path}) => path.includes('/run/info?')).length;
	const before = asked();
	const second = openOn(t, service, setup);
	await second.play(
		['z', /(?=[^]*雪山 日出 · 文生图)[^]*第3版 · 雨夜 霓虹 · 文生图/],
		['H', /▸History 2[^]*第3版 · 雨夜 霓虹 · 文生图/],
		['/ "第3版" enter', /History 1 ─ \/第3版/],
		['/ ctrl+u "-input.提示词:日出" enter', /History 1 ─ \/-input[^]*第3版/],
		['esc', /Runs 2/],
		['/', 'filter runs:'],
		['"label:第3"', /Runs.* 1 of 2/],
		['esc', /Runs 2/],
		['z', /2 第3版 · 雨夜 霓虹 · 文生图  wfrun_/],
		[':', 'Commands'],
		['"label "', 'label'],
		['enter', /removed the label of 1 run/],
		['', /2 雨夜 霓虹 · 文生图  wfrun_/],
	);
	await leave(second);
	assert.equal(asked(), before, 'the inputs are requested once, ever');
});
