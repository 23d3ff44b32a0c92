import assert from 'node:assert/strict';
import {mkdirSync, readdirSync, symlinkSync, writeFileSync} from 'node:fs';
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
	test('are made by the template, from inputs too', async t => {
		const {service, requests, env, folder} = await setUp(t, {
			downloadName: '{title}/{label}-{input.seed}-{key}.{ext}',
		});
		// With --json orders are requested anyway.
		const args = ['--plain', '--download', folder];

		// The second time, nothing is saved twice.
		for (const count of [1, 2]) {
			const {code, stderr} = await runOn(service, {args, env});
			assert.equal(code, 0, stderr);
			const names = ['Rainy_night/42-n10_text.txt', 'Rainy_night/42-n9_images.png'];
			assert.deepEqual(filesIn(folder), names);
			assert.equal(requests(), count);
		}
	});

	test('lead to no other folder by a link', async t => {
		const {service, env, folder} = await setUp(t, {downloadName: '{title}/{id}/{key}'});
		const elsewhere = temporaryFolder(t);
		symlinkSync(elsewhere, join(folder, 'Rainy_night'));
		const refused = await runOn(service, {args: ['--json', '--download', folder], env});
		assert.equal(refused.code, 3);
		assert.match(refused.stdout, /a part of the path is a file or a link, not a folder/);
		assert.deepEqual(readdirSync(elsewhere), []);
	});

	test('hold on the screen too, which counts a file that was there already', async t => {
		const {service, env, folder} = await setUp(t, {
			downloadName: '{label}/{index}.{ext}',
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
		assert.deepEqual(filesIn(folder), ['第3版/1.png', '第3版/2.txt']);
	});
});
