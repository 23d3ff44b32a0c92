import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {suite, test, type TestContext} from 'node:test';
import {assetsPath} from '../../source/demo/assets.ts';
import {mediaFile} from '../../source/demo/media.ts';
import {errorResponse, jsonResponse, successResponse} from '../../source/demo/responses.ts';
import {assetIdOf} from '../../source/demo/script-language.ts';
import {namesIn} from '../features/outputs/download/set-up.ts';
import {startMedia} from '../helpers/media-server.ts';
import {openAccount, readLines} from './account.ts';
import {assertMatches} from './assert-output.ts';
import {finishedRun} from './runs.ts';
import {leave, openOn} from './watch.ts';

const longName = `${'x'.repeat(300)}.png`;

/** The names of files with which the service answers, and what lists show. */
const named = [
	['江南.png', /江南\.png/],
	['../../x', / x /],
	['a\u202Egpj.exe', /a<U\+202E>gpj\.exe/],
	[longName, /x{20}/],
] as const;

/** How an asset is called that the service does not name. */
const nameless = (name: string) => `asset ${assetIdOf(name).slice(6, 12)}`;

const refusals = new Map([
	['forbidden', errorResponse(403, '权限不足')],
	['gone', errorResponse(404, '资源不存在或已过期')],
	['rejected', jsonResponse(200, {code: 1, msg: '资源未通过审核', data: null})],
	['empty', successResponse({original_filename: '', status: 'confirmed'})],
]);

const others = [
	['https://www.chenyu.cn/media/%E6%B0%B4%E4%B9%A1.jpg', '水乡.jpg'],
	['data:image/png;base64,iVBORw0KGgo=', 'image/png 8 B'],
	[{uri: uriOf('江南.png'), role: 'first_frame', label: '主角'}, '主角'],
	[[uriOf('江南.png'), uriOf('gone')], `江南.png, ${nameless('gone')}`],
] as const;

function uriOf(name: string): string {
	return `asset://${assetIdOf(name)}`;
}

/** An account with a run for each form of an input. The first run has an output that is an asset too. */
async function openAssets(t: TestContext) {
	const content = await startMedia(t, (_, response) => {
		response.end(mediaFile('portrait.png')?.body);
	});
	const inputs: readonly unknown[] = [
		...[...named.map(([name]) => name), 'pending.png', ...refusals.keys()].map(uriOf),
		...others.map(([value]) => value),
	];
	const output = {key: 'n9_images', value: uriOf('雨巷.png')};
	const runs = inputs.map((n1_image, index) => ({
		...finishedRun(`film ${index}`, index === 0 ? [output] : undefined),
		workflow: finishedRun('图生视频').workflow,
		inputs: {n1_image},
	}));
	const answers = [...named.map(([name]) => name), 'pending.png', '雨巷.png'].map(name => {
		const signed_url = content.address(`/assets/${assetIdOf(name)}/content?signature=1`).href;
		const status = name === 'pending.png' ? 'pending' : 'confirmed';
		return [name, successResponse({original_filename: name, status, signed_url})] as const;
	});
	const assets = new Map([...answers, ...refusals].map(([name, body]) => [assetIdOf(name), body]));
	const account = await openAccount(t, {runs, assets});
	const asked = () =>
		account.service.recorded
			.map(({path}) => path)
			.filter(path => path.startsWith(assetsPath))
			.map(path => path.slice(assetsPath.length));
	return {
		...account,
		content,
		/** The runs in the order of `named`, `pending.png`, `refusals` and `others`. */
		runs,
		ids: runs.map(({id}) => id),
		/** The ids of the assets for which the service was asked. */
		asked,
		/** Opens a watch of all runs, which lists their names. */
		open: (columns = 200) => openOn(t, account.service, {env: account.env, columns, rows: 40}),
	};
}

/** Matches a screen that shows all these, and no address of an asset. */
function shows(...texts: readonly (string | RegExp)[]) {
	return (screen: readonly string[]) => {
		const text = screen.join('\n');
		return (
			!text.includes('asset://') &&
			texts.every(one => (typeof one === 'string' ? text.includes(one) : one.test(text)))
		);
	};
}

suite('assets', {concurrency: 2}, () => {
	for (const columns of [200, 80]) {
		test(`the list shows names of files at ${columns} columns`, async t => {
			const {open} = await openAssets(t);
			const terminal = open(columns);
			await terminal.play([
				'z',
				shows(
					...named.map(([, shown]) => shown),
					'pending.png',
					...[...refusals.keys()].map(nameless),
					...others.map(([, shown]) => shown),
				),
			]);
			await leave(terminal);
		});
	}

	test('each asset is asked for once, also if it is refused; the history finds it by its name', async t => {
		const {open, asked} = await openAssets(t);
		const first = open();
		await first.play(['', shows('主角', nameless('rejected'), `江南.png, ${nameless('gone')}`)]);
		await leave(first);
		const before = asked();
		assert.deepEqual(before.toSorted(), [...new Set(before)].toSorted());
		const second = open();
		await second.play(
			['', shows('主角', `江南.png, ${nameless('gone')}`)],
			['H', /▸History 13/],
			['', shows('主角', `江南.png, ${nameless('gone')}`)],
			['/ "江南" enter', /History 2 ─ \/江南/],
			['esc esc', /▸1 Runs 13/],
		);
		await leave(second);
		assert.deepEqual(asked(), before);
	});

	test('ls shows names, and exact values in JSON', async t => {
		const {run, asked, runs, ids} = await openAssets(t);
		await run(['history', 'sync']);
		const {stdout, requests} = await run(['ls', '--columns', 'id,input.n1_image']);
		assert.equal(requests.length, 1);
		assert.equal(new Set(asked()).size, asked().length);
		const shown = new Map(stdout.split('\n').map(line => line.split('\t') as [string, string]));
		assert.equal(shown.get(ids[0] ?? ''), '江南.png');
		assert.ok(!stdout.includes('asset://'));
		const lines = readLines((await run(['ls', '--json'])).stdout);
		assert.deepEqual(
			new Map(lines.map(({run_order_id: id, inputs}) => [id, inputs])),
			new Map(
				runs.map(({id, inputs: {n1_image: value}}) => [
					id,
					{n1_image: typeof value === 'string' ? value : JSON.stringify(value)},
				]),
			),
		);
	});

	test('ls and cost ask for the names that their options need; --offline asks for nothing', async t => {
		const {run, asked, state} = await openAssets(t);
		await run(['history', 'sync']);
		const forget = () => {
			const database = new DatabaseSync(join(state, 'chenyu-top', 'state.db'));
			database.exec("DELETE FROM saved WHERE kind = 'asset'");
			database.close();
		};
		const count = asked().length;
		const columns = ['--columns', 'input.n1_image'];

		for (const args of [
			['ls', ...columns],
			['ls', ...columns, '--filter', '江南'],
			['cost', '--filter', '江南', '--json'],
		]) {
			forget();
			const {stdout} = await run(args);
			assert.match(stdout, /江南\.png|"runs":2/);
		}

		assert.equal(asked().length, 4 * count);
		forget();
		await run(['ls', ...columns, '--offline']);
		assert.equal(asked().length, 4 * count);
	});

	test('save gets an output from its signed address without the key, and names it as the asset', async t => {
		const {run, ids, folder, content} = await openAssets(t);
		const {code, stderr} = await run(['save', ids[0] ?? '', '--to', 'here']);
		assert.deepEqual([code, stderr], [0, '']);
		const to = join(folder, 'here');
		assert.deepEqual(namesIn(to), [`${ids[0]}-n9_images-雨巷.png`]);
		assert.deepEqual(readFileSync(join(to, namesIn(to)[0] ?? '')), mediaFile('portrait.png')?.body);
		assert.deepEqual(
			content.requests.map(({headers}) => headers.authorization),
			[undefined],
		);
	});

	test('compare shows names, and exact values in JSON; report shows names', async t => {
		const {run, ids, folder} = await openAssets(t);
		const pair = [ids[0] ?? '', ids[5] ?? ''];
		const text = await run(['compare', ...pair]);
		assertMatches(text.stdout, [/江南\.png/, new RegExp(nameless('forbidden')), /雨巷\.png/]);
		assert.ok(!text.stdout.includes('asset://'));
		const json = await run(['compare', ...pair, '--json']);
		assertMatches(
			json.stdout,
			[uriOf('江南.png'), uriOf('forbidden')].map(uri => new RegExp(uri)),
		);
		await run(['report', ...pair, '-o', 'page.html']);
		const page = readFileSync(join(folder, 'page.html'), 'utf8');
		assertMatches(page, [/江南\.png/, /雨巷\.png/]);
		assert.ok(!page.includes('asset://'));
		assert.equal(page.match(/<img src="data:image/g)?.length, 2);
	});
});
