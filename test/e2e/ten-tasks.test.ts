import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {scriptedNodes} from '../../source/demo/script-language.ts';
import {namesIn} from '../features/outputs/download/set-up.ts';
import {keysIn} from '../helpers/key-bytes.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {without, type Step, type TestTerminal} from '../helpers/terminal.ts';
import {startChat} from '../notify/chat-server.ts';
import {makeHome} from './home.ts';
import {failedRun, finishedRun, responding} from './runs.ts';
import {copiedText, leave, openOn, runOn} from './watch.ts';

/** The most keys that an everyday task may take. Typed words are not counted. */
const maxKeys = 6;

/** A picture that takes ten minutes, with a warning of each of two nodes. */
function picture(id: string, minutesAgo: number) {
	const nodes = scriptedNodes(`
		4 | 2 | CheckpointLoaderSimple | loading checkpoint sd_xl_base_1.0.safetensors
		- 0.5 warn an old checkpoint
		3 | 600 | KSampler | KSampler: 60 steps | 60
		- 0 warn low VRAM`);
	return {...pictureRun(id, -minutesAgo * 60_000), nodes};
}

const video = finishedRun('A video');
const watched = [
	picture('running', 5),
	{...video, createdAt: -2_400_000},
	{...failedRun('fails'), workflow: video.workflow},
	...Array.from({length: 15}, (_, index) => picture(`picture ${index}`, 20)),
];
const yesterday = {...finishedRun('A portrait'), createdAt: -86_400_000, inputs: {n3_seed: 7}};

/** Performs a task, and asserts that it takes few keys. */
async function task(terminal: TestTerminal, what: string, ...steps: readonly Step[]) {
	const count = steps.flatMap(([keys]) => keysIn(keys)).filter(part => 'key' in part).length;
	assert.ok(count <= maxKeys, `${what}: ${count} keys`);
	return await terminal.play(...steps);
}

test('on a screen of 80×24 everyday tasks take at most six keys each', async t => {
	const cwd = temporaryFolder(t);
	const service = await startService(t, {scenario: {runs: [...watched, yesterday]}});
	const ids = watched.map(({id}) => id);
	const open = () => openOn(t, service, {ids, env: {XDG_STATE_HOME: join(cwd, 'state')}, cwd});
	const terminal = open();
	await task(terminal, 'when is everything done', ['', /✗ 1 .*all done ~\d\d:\d\d/]);
	await task(
		terminal,
		'which run needs me, and why did it fail',
		['', /▸✗ A video .*OOM/],
		['!', /▸Why it failed[^]*Out of memory[^]*What to try/],
	);
	await task(terminal, 'copy that failure into a chat', ['y', 'copied']);
	assert.match(copiedText(terminal), /Out of memory/);
	await terminal.play(['esc', /▸1 Runs 18/]);
	await task(terminal, 'what the last seven days cost, by workflow', [
		'$ ] ]',
		/▸7 days[^]*spent +¥\d[^]*all 18 ended runs of the account[^]*By workflow[^]*A portrait/,
	]);
	await terminal.play(['esc', /▸1 Runs 18/]);
	await task(
		terminal,
		'compare a failed and a good run',
		['space end space', '2 marked'],
		['=', /▸Two runs compared[^]*✓ succeeded +✗ failed/],
	);
	await terminal.play(['esc', '2 marked'], ['esc', without('marked')]);
	await task(
		terminal,
		'the warnings of one node in a running run',
		['home down enter', /▸3 Log ─ follow/],
		['/ "level:warn node:n3"', /level:warn node:n3 ─ 1 of \d+[^]*W n3 low VRAM/],
	);
	await terminal.play(['esc', without('level:')], ['1', /▸1 Runs 18/]);
	await task(
		terminal,
		'choose two of fifteen pictures',
		['v', /▸portrait\.png ─ 1 of 16 /],
		['space', / 2 of 16 ─ 1 marked/],
		['] space', / 4 of 16 ─ 2 marked/],
		['D', 'saved 2 outputs'],
	);
	assert.equal(namesIn(cwd).filter(name => name.endsWith('portrait.png')).length, 2);
	await terminal.play(['esc', /▸1 Runs 18/]);
	const view = /▸1 \/video status:failed 1 of 18/;
	await task(
		terminal,
		'keep a view',
		['/ "video status:failed" enter', view],
		[': "save-view failed videos"', '▸save-view'],
		['enter', ':view failed videos shows this'],
	);
	await terminal.play(['esc', /▸1 Runs 18/]);
	await leave(terminal);
	await task(open(), 'and come back', ['', /▸1 Runs 18/], [': "failed videos" enter', view]);
});

test('everyday tasks take one command each', async t => {
	const chat = await startChat(t);
	const home = makeHome(t, {channels: [{...chat.setting('feishu'), on: ['allDone']}]});
	const saved = join(home.path, 'portraits');
	// It ends while it is watched: what had ended before does not count for channels.
	const last = responding(finishedRun('Three'), poll => (poll === 1 ? {status: 'running'} : {}));
	const runs = [finishedRun('One'), finishedRun('Two'), last];
	const service = await startService(t, {scenario: {runs: [...runs, yesterday]}});
	const run = async (line: string) =>
		runOn(service, {ids: [], args: line.split(' '), env: {HOME: home.path, TZ: 'Asia/Shanghai'}});
	// All outputs of yesterday's portrait runs, in a folder, named by title and seed.
	await run(
		`save --filter portrait --since yesterday --before today --to ${saved} --name {title}-{input.seed}`,
	);
	assert.deepEqual(namesIn(saved), ['A_portrait-7.png', 'A_portrait-7.txt']);
	// Wait for three runs, with exit code and files, and tell the group when all is done.
	const ids = runs.map(({id}) => id).join(' ');
	const {code} = await run(`--plain --download ${join(home.path, 'results')} ${ids}`);
	assert.deepEqual([code, namesIn(join(home.path, 'results')).length], [0, 6]);
	assert.match(chat.requests[0]?.lines.join('\n') ?? '', /all 3 runs have ended: 3 succeeded/);
});
