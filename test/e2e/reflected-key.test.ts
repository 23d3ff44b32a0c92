import assert from 'node:assert/strict';
import {mkdirSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {serve} from '../api/loopback.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {makeHome} from './home.ts';

/** Percent-encodes every character of a text, and then the percent signs again. */
function percent(text: string, again = ''): string {
	return Array.from(text, sign => `%${again}${sign.charCodeAt(0).toString(16)}`).join('');
}

/** Asserts that a text does not contain the key in any case, however often it is percent-encoded. */
function assertWithout(text: string, key: string, where: string): void {
	let plain = text.toLowerCase();

	for (let encoded = ''; encoded !== plain;) {
		encoded = plain;
		plain = encoded.replaceAll(/%([\da-f]{2})/g, (_, code: string) =>
			String.fromCharCode(Number.parseInt(code, 16)).toLowerCase(),
		);
	}

	const bytes = Buffer.from(key);
	const encodings = [bytes.toString('base64').replaceAll('=', ''), bytes.toString('hex')];

	for (const form of [key, ...encodings.filter(({length}) => length >= 8)]) {
		const at = plain.indexOf(form.toLowerCase());
		assert.equal(at, -1, `${form} is in ${where}: ${plain.slice(Math.max(0, at - 60), at + 60)}`);
	}
}

suite('a service that repeats the key', {concurrency: 2}, () => {
	for (const key of ['sk-Reflected0Key1A2b3C4d', 'kEy-7x']) {
		test(`a key of ${key.length} characters is written nowhere, in any case and encoding`, async t => {
			const upper = key.toUpperCase();
			const encodings = ['hex', 'base64'].map(name =>
				Buffer.from(key).toString(name as BufferEncoding),
			);
			/** The `content-disposition` of an output by its path. */
			const names: Readonly<Record<string, string>> = {
				'/d1': `inline; filename="${key}.png"`,
				'/d2': `inline; filename="x.png"; filename*=UTF-8''${percent(key)}.png`,
				'/d3': `inline; filename="${key.replace('e', String.raw`\e`)}.png"`,
			};
			const {url} = await serve(t, (request, response) => {
				const {pathname, searchParams, origin} = new URL(request.url ?? '', url);
				const isLost = searchParams.get('run_order_id') === 'wfrun_lost';
				const said = `${key} ${upper} ${percent(key)} ${encodings.join(' ')}`;

				if (pathname.startsWith('/moved') || isLost) {
					const host = pathname.includes('scheme') ? `${key}:x` : `http://${key}.example/`;
					response.writeHead(308, {location: host}).end();
					return;
				}

				if (!pathname.includes('/api/')) {
					response
						.writeHead(200, {
							'content-type': 'image/png',
							'content-disposition': names[pathname] ?? 'inline',
							etag: `"${key}"`,
						})
						.end('GIF89a');
					return;
				}

				const run = {run_order_id: 'wfrun_a', title: `a ${said}`, inputs: {n6_text: said}};
				const outputs = {
					n0_text: said,
					n1_image: `${origin}/${percent(key)}.png`,
					n2_image: `${origin}/${percent(key, '25')}.png`,
					n3_image: `${origin}/view?filename=${percent(key)}.png`,
					n4_image: `https://${upper}.example/a.png`,
					...Object.fromEntries(
						Object.keys(names).map(path => [`n5_image${path.slice(1)}`, origin + path]),
					),
				};
				const data = pathname.includes('/run/list')
					? {items: [{...run, run_status: 'failed'}], total: 1}
					: {
							...run,
							status: 'failed',
							run_status: 'failed',
							logs: [{at: '2026-05-08T10:00:00+08:00', message: said, node_id: key}],
							error: {reason: said, detail: said, engine_code: upper},
							outputs,
						};
				response.end(JSON.stringify({code: 0, msg: said, data}));
			});
			const home = makeHome(t, {});
			const saved = join(home.path, 'saved');
			mkdirSync(saved);
			const run = async (base: string, ...args: readonly string[]) => {
				const result = await runHeadless([...args, '--base-url', url.origin + base], {
					env: {...home.env, CHENYU_API_KEY: key},
					cwd: home.path,
				});
				assertWithout(result.stdout + result.stderr, key, args.join(' '));
				return result.stdout;
			};
			const json = await run('', 'wfrun_a', 'wfrun_lost', '--json', '--once', '--download', saved);
			assert.match(json, /"event":"error"/);
			assert.match(json, /a redirect to http:\/\/\[key\]\.example/);
			assert.equal(json.match(/"event":"download",/g)?.length, 8);
			assert.match(
				await run('', 'wfrun_a', 'wfrun_lost', '--plain', '--once', '--record', 'recording'),
				/\[key\]/,
			);
			assert.match(await run('', 'ls'), /\[key\]/);
			assert.match(await run('', 'ls', '--json'), /\[key\]/);
			assert.match(await run('', 'report', 'wfrun_a', '--output', 'page.html'), /page\.html|^$/);
			await run('/moved', 'ls');
			await run('/moved/scheme', 'doctor');

			for (const entry of readdirSync(home.path, {recursive: true, withFileTypes: true})) {
				assertWithout(entry.name, key, 'a file name');

				if (entry.isFile()) {
					const path = join(entry.parentPath, entry.name);
					assertWithout(readFileSync(path, 'latin1'), key, path);
				}
			}
		});
	}
});
