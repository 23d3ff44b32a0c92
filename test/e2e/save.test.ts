import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {namesIn} from '../features/outputs/download/set-up.ts';
import {patternBytes, serveFile, startMedia} from '../helpers/media-server.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {openAccount, readLines} from './account.ts';
import {assertRefused} from './assert-output.ts';
import {fieldsOf} from './events.ts';
import {finishedRun, queuedRun, responding} from './runs.ts';

const hour = 3_600_000;

/** A portrait with a seed, which ended some hours ago; its prompt is known only from the history. */
function portrait(title: string, seed: number, hours = 1) {
	const inputs = {n6_text: 'a portrait', n3_seed: seed};
	return {...finishedRun(title), inputs, createdAt: -hours * hour};
}

suite('chenyu-top save', {concurrency: 3}, () => {
	test('the runs that a filter selects are saved under names of a template, and nothing is saved twice', async t => {
		const {run} = await openAccount(t, {
			runs: [portrait('One', 7), portrait('Two', 8), portrait('Old', 9, 50), finishedRun('Cat')],
		});
		assert.equal((await run(['history', 'sync'])).code, 0);
		const folder = join(temporaryFolder(t), 'made', 'for it');
		const selection = ['--filter', 'input.text:portrait', '--since=1d', '--to', folder];
		const args = ['save', ...selection, '--name', '{title}-{input.seed}'];
		const first = await run(args);
		assert.deepEqual([first.code, first.stderr], [0, '']);
		assert.equal(first.stdout, `saved 4 outputs in ${folder}\n`);
		assert.deepEqual(namesIn(folder), ['One-7.png', 'One-7.txt', 'Two-8.png', 'Two-8.txt']);
		const again = await run([...args, '-n', '1']);
		assert.match(again.stdout, /^saved 2 outputs in .*: 0 new files, 2 there already\n$/);
	});

	test('--json has an object for each output; a link that has expired is asked for anew, and what fails is exit code 3', async t => {
		const media = await startMedia(t, (request, response) => {
			if (request.url === '/new.png') {
				serveFile(request, response, {body: patternBytes(4000)});
			} else {
				response.writeHead(request.url === '/moved.png' ? 302 : 403, {location: '/new.png'}).end();
			}
		});
		const link = (path: string) => media.address(path).href;
		const run = responding(finishedRun('A portrait'), poll => ({
			outputs: {
				n1_images: link(poll === 1 ? '/old.png' : '/new.png'),
				n2_images: link('/gone.png'),
				n3_images: link('/moved.png'),
			},
		}));
		const account = await openAccount(t, {runs: [run, queuedRun('Waits')]});
		const ids = account.service.runOrderIds;
		const result = await account.run(['save', ...ids, '--to', 'here', '--json', '--lang=zh']);
		assert.equal(result.code, 3);
		const lines = readLines(result.stdout);
		assert.equal(lines.length, 3);
		lines.forEach(line => assert.deepEqual(Object.keys(line), fieldsOf(line)));
		const failed = lines.filter(({event}) => event === 'download-failed');
		assert.partialDeepStrictEqual(failed, [{run_order_id: ids[0], key: 'n2_images'}]);
		assert.match(String(failed[0]?.['reason']), /403/);
		assert.match(
			result.stderr,
			/未保存“n2_images”.*\n.*1 次运行尚未结束.*\n.*2 个输出.*1 个失败\n$/,
		);
		assert.equal(readdirSync(join(account.folder, 'here')).length, 2);
		assertRefused(
			await account.run(['save', '--to', 'here']),
			2,
			/^chenyu-top: Usage: chenyu-top save/,
		);
		const none = await account.run(['save', '--filter=nothing', '--to', 'here']);
		assertRefused(none, 3, /No run matches --filter/);
	});

	test('on a terminal a warning replaces the line that shows the progress', async t => {
		let isLimited = false;
		const media = await startMedia(t, (_, response) => {
			isLimited = true;
			response.writeHead(403).end();
		});
		const outputs = {n1_images: media.address('/old.png').href};
		const {service, env} = await openAccount(t, {
			runs: [responding(finishedRun('A portrait'), {outputs})],
			limit: () => () => (isLimited ? {retryAfterSec: 60} : null),
		});
		const address = ['--base-url', service.origin.href, '--to', temporaryFolder(t)];
		const args = ['save', ...service.runOrderIds, ...address];
		const terminal = openTerminal(t, {args, env});
		const rows = await terminal.waitFor(/trying again/);
		assert.match(terminal.raw().toString(), /0 of 1 runs, outputs saved: 0/);
		assert.match(rows[0] ?? '', /^chenyu-top: .*trying again/);
	});

	test('on a terminal one line shows the progress, cut to its width; a signal leaves no part of a file', async t => {
		const folder = temporaryFolder(t);
		const media = await startMedia(t, (request, response) => {
			serveFile(request, response, {body: patternBytes(4000), holdAfter: 1000});
		});
		const outputs = {n1_images: media.address('/a.png').href};
		const runs = [finishedRun('First'), responding(finishedRun('A portrait'), {outputs})];
		const {service, env} = await openAccount(t, {runs: [...runs, queuedRun('Waits')]});
		const address = ['--base-url', service.origin.href, '--to', folder];
		const args = ['save', ...service.runOrderIds.slice(1), ...address];
		const terminal = openTerminal(t, {args, env, columns: 36});
		await terminal.waitFor(([first, second]) => {
			return first === '1 of 2 runs, outputs saved: 0 (1.0' && second === '';
		});
		assert.match(namesIn(folder).join(), /^[^,]*\.part$/);
		terminal.kill('SIGINT');
		assert.deepEqual(await terminal.exit, {code: 130, signal: null});
		assert.deepEqual(namesIn(folder), []);
		assert.equal(terminal.screen().join(''), '');
	});
});
