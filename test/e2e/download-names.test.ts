import assert from 'node:assert/strict';
import {mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {patternBytes, serveFile, startMedia} from '../helpers/media-server.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {makeHome} from './home.ts';
import {apiKey} from './key.ts';
import {finishedRun, responding} from './runs.ts';
import {leave, openOn, runOn} from './watch.ts';

const query = '?expires=4102444800&signature=abcdef';

/** A service with an ended run that has a picture and a text, and a home whose config is `config`. */
async function setUp(t: TestContext, config: object) {
	const media = await startMedia(t, (request, response) => {
		serveFile(request, response, {body: patternBytes(2000)});
	});
	const outputs = {n9_images: media.address(`/cat.png${query}`).href, n10_text: 'words'};
	const service = await startService(t, {
		scenario: {
			runs: [
				responding(
					{
						...finishedRun('Rainy / night'),
						inputs: {n3_seed: 42, 5: {image: `https://cdn.example/in.png${query}`}},
					},
					{outputs},
				),
			],
		},
		apiKey,
	});
	const home = makeHome(t, config);
	const requests = () => service.recorded.filter(({path}) => path.includes('run/info')).length;
	return {service, requests, env: {HOME: home.path}, folder: temporaryFolder(t)};
}

/** The paths of all files in a folder, in alphabetical order. */
function filesIn(folder: string): readonly string[] {
	return readdirSync(folder, {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile())
		.map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
		.toSorted();
}

suite('names of saved outputs', {concurrency: 3}, () => {
	test('are made by the template, from inputs too, and run.json is beside them', async t => {
		const {service, requests, env, folder} = await setUp(t, {
			downloadName: '{title}/{label}-{input.seed}-{key}.{ext}',
			downloadRunJson: true,
		});
		const [id = ''] = service.runOrderIds;
		// With --json orders are requested anyway.
		const args = ['--plain', '--download', folder];
		const first = await runOn(service, {args, env});
		assert.equal(first.code, 0, first.stderr);
		const names = filesIn(folder);
		const [text = '', image = ''] = names;
		assert.equal(text, 'Rainy_night/42-n10_text.txt');
		assert.equal(image, 'Rainy_night/42-n9_images.png');
		assert.deepEqual(names.slice(2), [`Rainy_night/run-${id}.json`]);
		assert.equal(requests(), 1);
		const record = readFileSync(join(folder, names[2] ?? ''), 'utf8');
		assert.doesNotMatch(record, /signature|abcdef/);
		const {inputs, nodes, outputs, ...run} = JSON.parse(record) as Record<string, unknown> & {
			readonly inputs: Readonly<Record<string, unknown>>;
			readonly nodes: readonly Readonly<Record<string, unknown>>[];
		};
		assert.deepEqual([run['run_order_id'], run['status']], [id, 'succeeded']);
		assert.equal(typeof run['total_cost'], 'number');
		assert.ok(Object.keys(inputs).some(key => key === 'n3_seed'));
		assert.ok(nodes.some(({node_id: node, seconds}) => node === '3' && Number(seconds) > 0));
		assert.deepEqual(outputs, [
			{key: 'n9_images', kind: 'image', file: image.split('/')[1]},
			{key: 'n10_text', kind: 'text', file: text.split('/')[1]},
		]);

		// A second time, nothing is saved twice.
		assert.equal((await runOn(service, {args, env})).code, 0);
		assert.deepEqual(filesIn(folder), names);
	});

	test('lead to no other folder by a link, and a file of another program stays', async t => {
		const {service, env, folder} = await setUp(t, {
			downloadName: '{title}/{id}/{key}',
			downloadRunJson: true,
		});
		const [id = ''] = service.runOrderIds;
		const elsewhere = temporaryFolder(t);
		symlinkSync(elsewhere, join(folder, 'Rainy_night'));
		const refused = await runOn(service, {args: ['--json', '--download', folder], env});
		assert.equal(refused.code, 3);
		assert.match(refused.stdout, /Rainy_night is a file or a link, not a folder/);
		assert.deepEqual(readdirSync(elsewhere), []);
		const other = temporaryFolder(t);
		mkdirSync(join(other, 'Rainy_night', id), {recursive: true});
		writeFileSync(join(other, 'Rainy_night', id, 'run.json'), '{"run_order_id": "other"}');
		assert.equal((await runOn(service, {args: ['--json', '--download', other], env})).code, 0);
		assert.deepEqual(readdirSync(join(other, 'Rainy_night', id)).toSorted(), [
			'n10_text.txt',
			'n9_images.png',
			'run-2.json',
			'run.json',
		]);
	});

	test('hold on the screen too, which counts a file that was there already', async t => {
		const {service, env, folder} = await setUp(t, {
			downloadName: '{label}/{index}.{ext}',
			downloadRunJson: true,
		});
		mkdirSync(join(folder, '第3版'));
		writeFileSync(join(folder, '第3版', '2.txt'), 'words\n');
		const terminal = openOn(t, service, {env, columns: 120, cwd: folder});
		await terminal.play(
			['', /cat\.png/],
			[':', 'Commands'],
			['"label 第3版"', /label 第3版/],
			['enter', /labeled 1 run/],
			['4', /D save all/],
			['D', /saved 2 outputs in .*: 1 new file, 1 there already/],
		);
		await leave(terminal);
		const [image, text, record = ''] = filesIn(folder);
		assert.deepEqual([image, text], ['第3版/1.png', '第3版/2.txt']);
		assert.match(readFileSync(join(folder, record), 'utf8'), /^\t"label": "第3版"/m);
	});
});
