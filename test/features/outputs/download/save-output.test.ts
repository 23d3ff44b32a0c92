import assert from 'node:assert/strict';
import dns from 'node:dns';
import {EventEmitter, once} from 'node:events';
import {mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import files from 'node:fs/promises';
import {createServer} from 'node:http';
import {syncBuiltinESMExports} from 'node:module';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {downloadId, type DownloadPhase} from '../../../../source/core/output/download.ts';
import {initialState} from '../../../../source/features/index.ts';
import {createDownloads} from '../../../../source/features/outputs/download/downloads.ts';
import {
	mediaClient,
	plainAccess,
} from '../../../../source/features/outputs/download/media-client.ts';
import type {Action} from '../../../../source/store/action.ts';
import {listen} from '../../../api/loopback.ts';
import {patternBytes, serveFile, startMedia} from '../../../helpers/media-server.ts';
import {temporaryFolder} from '../../../helpers/program.ts';
import {name as textOf} from '../../../helpers/values.ts';
import {
	failureOf,
	hastyClock,
	interrupted,
	namesIn,
	onlyFile,
	openHost,
	requestOf,
	respond,
	run,
} from './set-up.ts';

const body = patternBytes(3_000_000);
const stem = `${run}-n9_images`;

suite('an output is saved', {concurrency: 4}, () => {
	test('complete, under run, key and name, without sending the API key', async t => {
		const host = await openHost(t, {body});
		const saved = await host.save('/out/portrait.png?signature=s');
		assert.deepEqual(saved, {
			path: join(host.folder, `${stem}-portrait.png`),
			bytes: body.length,
			isNew: true,
		});
		assert.deepEqual(onlyFile(host.folder), {name: `${stem}-portrait.png`, bytes: body});
		const [requested] = host.requests;
		assert.equal(requested?.path, '/out/portrait.png?signature=s');
		assert.equal(requested.headers['accept-encoding'], 'identity');
		assert.ok(!('authorization' in requested.headers) && !('cookie' in requested.headers));
		assert.ok(!('range' in requested.headers));
		// Readable by others as far as the umask allows.
		writeFileSync(join(host.folder, 'other'), '');
		assert.equal(statSync(saved.path).mode, statSync(join(host.folder, 'other')).mode);
	});

	test('beside existing files and folders: nothing is overwritten, no link followed', async t => {
		const host = await openHost(t, {body});
		const {folder} = host;
		const victim = join(temporaryFolder(t), 'victim');
		writeFileSync(victim, 'precious');
		writeFileSync(join(folder, `${stem}-a.png`), 'mine');
		symlinkSync(victim, join(folder, `${stem}-a-2.png`));
		mkdirSync(join(folder, `${stem}-a-3.png`));
		const {path} = await host.save();
		assert.equal(path, join(folder, `${stem}-a-4.png`));
		assert.equal(readFileSync(join(folder, `${stem}-a.png`), 'utf8'), 'mine');
		assert.equal(readFileSync(victim, 'utf8'), 'precious');
		assert.equal(namesIn(folder).length, 4);
	});

	test('once: a saved file is recognized by its bytes, also if it is saved several times at once', async t => {
		const host = await openHost(t, {body});
		const saved = await Promise.all([host.save(), host.save(), host.save()]);
		assert.equal(saved.filter(({isNew}) => isNew).length, 1);
		const [first] = saved;
		assert.deepEqual(await host.save(), {...first, isNew: false});
		assert.deepEqual(onlyFile(host.folder), {name: `${stem}-a.png`, bytes: body});
		writeFileSync(first.path, patternBytes(body.length, 1));
		assert.equal((await host.save()).path, join(host.folder, `${stem}-a-2.png`));
	});

	test('also with unknown length; but not if empty, or a web page in place of an image', async t => {
		const host = await openHost(t, (request, response) => {
			if (request.url === '/empty.txt') {
				response.writeHead(200, {'content-length': 0}).end();
			} else if (request.url === '/page') {
				response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end('<p>');
			} else {
				response.writeHead(200).write(body.subarray(0, 1000));
				response.end(body.subarray(1000));
			}
		});
		assert.equal((await host.save('/long.bin')).bytes, body.length);
		assert.deepEqual(await host.failure('/empty.txt', {output: {kind: 'text'}}), {kind: 'empty'});

		for (const kind of ['image', 'video', 'audio'] as const) {
			assert.deepEqual(await host.failure('/page', {output: {kind}}), {kind: 'other-kind'});
		}

		for (const kind of ['text', 'file'] as const) {
			assert.equal((await host.save('/page', {output: {kind}})).bytes, 3);
		}
	});

	test('with the extension that its first bytes tell, if neither its name nor its host does', async t => {
		const jpeg = Buffer.from('FFD8FFE000104A464946', 'hex');

		for (const headers of [{}, {'content-type': 'application/octet-stream'}]) {
			for (const kind of ['image', 'file'] as const) {
				const host = await openHost(t, respond(200, headers, jpeg));
				await host.save('/media/example-output', {output: {kind}});
				assert.equal(onlyFile(host.folder).name, `${stem}-example-output.jpg`);
			}
		}
	});

	test('as a text with a final line break', async t => {
		const host = await openHost(t, {body});
		const text = '霓虹在雨里慢慢融化\u001B[31m';
		const output = {key: 'n18_text', value: textOf(text), address: null};
		const saved = await host.save('/', {output});
		assert.equal(saved.path, join(host.folder, `${run}-n18_text.txt`));
		assert.equal(readFileSync(saved.path, 'utf8'), `${text}\n`);
		assert.equal(saved.bytes, Buffer.byteLength(`${text}\n`));
		assert.deepEqual(await host.save('/', {output}), {...saved, isNew: false});
	});
});

suite('an interrupted download is resumed', {concurrency: 4}, () => {
	test('by Range and If-Range, from the byte where it broke off, as long as bytes arrive', async t => {
		const host = await openHost(t, interrupted({body}, {cutAfter: 600_000}, 4));
		await host.save();
		assert.deepEqual(onlyFile(host.folder).bytes, body);
		assert.equal(host.requests.length, 5);
		const ranges = host.requests.map(({headers}) => headers.range);
		assert.equal(ranges[0], undefined);
		assert.ok(ranges.slice(1).every(range => /^bytes=[1-9]\d*-$/.test(range ?? '')));
		assert.ok(host.requests.slice(1).every(({headers}) => headers['if-range'] === '"one"'));
	});

	const other = patternBytes(2_000_000, 99);
	const tag = {etag: '"one"'};
	const range = (text: string) => ({'content-range': `bytes ${text}`});
	/** Responses to the second request, each of which makes the download start over. `at`: the byte that it asks for. */
	const anew: ReadonlyArray<
		readonly [
			name: string,
			answer: (at: number) => readonly [number, Uint8Array, Record<string, string>],
		]
	> = [
		['200 for 206', () => [200, body, tag]],
		[
			'a part of another version',
			at => [206, other.subarray(at), {etag: '"two"', ...range(`${at}-1999999/2000000`)}],
		],
		['416', () => [416, Buffer.alloc(0), range('*/3000000')]],
		['a range that was not asked for', () => [206, body, {...tag, ...range('0-2999999/3000000')}]],
		[
			'more than its range',
			at => [
				206,
				Buffer.concat([body.subarray(at), Buffer.from('more')]),
				{...tag, ...range(`${at}-2999999/3000000`)},
			],
		],
	];

	for (const [name, second] of anew) {
		test(`${name} restarts it`, async t => {
			const host = await openHost(t, (request, response, count) => {
				if (count === 2) {
					const [status, bytes, headers] = second(
						Number(/\d+/.exec(request.headers.range ?? '')?.[0]),
					);
					response.writeHead(status, {...headers, 'content-length': bytes.length}).end(bytes);
				} else {
					serveFile(request, response, {body, ...(count === 1 ? {cutAfter: 1_200_000} : {})});
				}
			});
			await host.save();
			assert.deepEqual(onlyFile(host.folder).bytes, body);
		});
	}

	test('from the start without a strong ETag', async t => {
		for (const unsafe of [null, 'W/"weak"']) {
			const host = await openHost(t, interrupted({body, tag: unsafe}, {cutAfter: 900_000}, 2));
			await host.save();
			assert.deepEqual(onlyFile(host.folder).bytes, body);
			assert.ok(host.requests.every(({headers}) => headers.range === undefined));
		}
	});

	test('from a new link, once, if its own has ended or brings no more bytes', async t => {
		for (const [path, status, tries] of [
			['/ended', 403, 1],
			['/broken', 502, 3],
		] as const) {
			const host = await openHost(t, (request, response) => {
				if (request.url === '/fresh') {
					serveFile(request, response, {body});
				} else {
					response.writeHead(status).end();
				}
			});
			const requestsOf = (which: string) => host.requests.filter(one => one.path === which).length;
			const renew = async () => host.address('/fresh');
			await host.save(path, {context: {renew}});
			assert.deepEqual([requestsOf(path), requestsOf('/fresh')], [tries, 1]);
			const again = {context: {renew: async () => host.address('/again')}};
			assert.equal((await host.failure(path, again)).kind, status === 403 ? 'gone' : 'http');
			assert.equal(requestsOf('/again'), tries);
		}
	});
});

suite('a download fails with a reason, and leaves no file', {concurrency: 4}, () => {
	test('an ended link is gone, and a file above the limit is refused, without another try', async t => {
		for (const [status, size, why] of [
			...[401, 403, 404, 410].map(gone => [gone, 9, {kind: 'gone', status: gone}] as const),
			[200, 2 ** 40, {kind: 'too-large', maxBytes: 2 ** 36}],
		] as const) {
			const host = await openHost(t, respond(status, {'content-length': size}, '<Expired>'));
			assert.deepEqual(await host.failure(), why);
			assert.equal(host.requests.length, 1);
			assert.deepEqual(namesIn(host.folder), []);
		}
	});

	test('temporary errors are retried after the time the host requests, and reported', async t => {
		const pauses: number[] = [];
		const why: unknown[] = [];
		const host = await openHost(t, (request, response, count) => {
			if (count === 1) {
				response.writeHead(503, {'retry-after': '0.02'}).end();
			} else if (count === 2) {
				response.socket?.resetAndDestroy();
			} else {
				serveFile(request, response, {body});
			}
		});
		await host.save('/a.png', {
			context: {
				clock: {
					...hastyClock,
					after(pause, callback) {
						pauses.push(pause);
						return hastyClock.after(0, callback);
					},
				},
				onProgress: progress => why.push(progress.why?.kind ?? 'none'),
			},
		});
		assert.deepEqual(pauses, [20, 2000]);
		assert.deepEqual(why.slice(0, 2), ['http', 'network']);
		assert.deepEqual(onlyFile(host.folder).bytes, body);
	});

	test('less than promised is no complete file', async t => {
		const host = await openHost(t, (_request, response) => {
			response.writeHead(200, {'content-length': body.length + 1});
			response.write(body, () => response.destroy());
		});
		assert.equal((await host.failure()).kind, 'network');
		assert.deepEqual(namesIn(host.folder), []);
	});

	for (const [name, isSlow] of [
		['a byte a second', true],
		['a host that asks for a long pause', false],
	] as const) {
		test(`less than 1 kB a second over a minute, without pauses: ${name}`, async t => {
			let now = 0;
			let send = (): void => {};
			const host = await openHost(t, (_request, response, count) => {
				if (isSlow) {
					response.writeHead(200).flushHeaders();
					send = () => void response.write('x');
				} else {
					response.writeHead(count === 1 ? 503 : 200, {'retry-after': '300'}).end('all');
				}
			});
			const clock = {
				...hastyClock,
				monotonic: () => now,
				after(pause: number, callback: () => void) {
					now += pause;
					return hastyClock.after(0, callback);
				},
			};
			const saving = host.save('/a.png', {
				context: {
					clock,
					onProgress() {
						now += 1000;
						send();
					},
				},
			});

			if (isSlow) {
				assert.deepEqual(await failureOf(saving), {kind: 'slow'});
			} else {
				assert.equal((await saving).bytes, 3);
			}
		});
	}

	test('a host that stalls, speaks no HTTP or cannot be reached', async t => {
		const host = await openHost(t, (request, response) => {
			if (request.url === '/stalls') {
				response.writeHead(200, {'content-length': 100, etag: '"one"'}).write('some');
			} else {
				response.socket?.end('SSH-2.0-OpenSSH\r\n');
			}
		});
		const network = (code: string) => ({kind: 'network', code, proxy: null});
		const context = {getMedia: mediaClient({...plainAccess, allowsLocal: true}, 300)};
		assert.deepEqual(await host.failure('/stalls', {context}), network('UND_ERR_BODY_TIMEOUT'));
		assert.deepEqual(await host.failure('/ssh'), network('HPE_INVALID'));
		assert.deepEqual(await host.failure('http://127.0.0.1:9/a.png'), network('ECONNREFUSED'));
	});
});

suite('the disk', () => {
	test('a full one is reported, and leaves no file', async t => {
		const host = await openHost(t, {body});
		const handle = await files.open(import.meta.filename);
		await handle.close();
		// `sync` is called last, when all bytes are written.
		t.mock.method(Object.getPrototypeOf(handle) as typeof handle, 'sync', async () => {
			throw Object.assign(new Error('full'), {code: 'ENOSPC', syscall: 'fsync'});
		});
		assert.deepEqual(await host.failure(), {kind: 'disk', code: 'ENOSPC'});
		assert.deepEqual(namesIn(host.folder), []);
	});

	test('without hard links the file is renamed, beside existing files', async t => {
		const host = await openHost(t, {body});
		writeFileSync(join(host.folder, `${stem}-a.png`), 'another');
		t.mock.method(files, 'link', async () => {
			throw Object.assign(new Error('no links'), {code: 'ENOTSUP', syscall: 'link'});
		});
		exposeMocks(t);
		await host.save();
		assert.deepEqual(namesIn(host.folder), [`${stem}-a-2.png`, `${stem}-a.png`]);
		assert.ok(readFileSync(join(host.folder, `${stem}-a-2.png`)).equals(body));
		assert.equal(readFileSync(join(host.folder, `${stem}-a.png`), 'utf8'), 'another');
	});
});

suite('redirects and addresses', () => {
	test('redirects are followed up to five times, each with the range', async t => {
		const host = await openHost(t, (request, response) => {
			const hop = Number(request.url?.slice(1));

			if (hop < 5) {
				response.writeHead(302, {location: `/${hop + 1}`}).end('elsewhere');
			} else {
				serveFile(request, response, {body});
			}
		});
		await host.save('/0', {output: {name: textOf('a.png')}});
		assert.equal(onlyFile(host.folder).name, `${stem}-a.png`);
		assert.deepEqual(await host.failure('/-1'), {kind: 'http', status: 302});
	});

	test('an unsafe address is not requested, nor one that a redirect leads to', async t => {
		for (const location of [
			'file:///etc/passwd',
			'http://192.0.2.1/a.png',
			'http://user:secret@127.0.0.1/a.png',
			'http://localhost.evil.example/',
			'http://[::ffff:192.0.2.1]/',
			'javascript:alert(1)',
			'data:text/plain,hello',
			'ftp://127.0.0.1/a',
			'//192.0.2.1/a.png',
			'http://',
		]) {
			const host = await openHost(t, respond(302, {location}));
			assert.deepEqual(await host.failure(), {kind: 'refused'}, location);

			// A data URL is requested from nobody, and only an input is one.
			if (URL.canParse(location) && !location.startsWith('data:')) {
				assert.deepEqual(await host.failure(location), {kind: 'refused'}, location);
			}

			assert.equal(host.requests.length, 1);
			assert.deepEqual(namesIn(host.folder), []);
		}
	});

	test('a name of this machine is not connected to, unless the service is here', async t => {
		t.mock.method(dns, 'lookup', (...call: unknown[]) => {
			const callback = call.at(-1) as (error: null, addresses: unknown) => void;
			callback(null, [{address: '127.0.0.1', family: 4}]);
		});
		exposeMocks(t);
		let connections = 0;
		const server = createServer().on('connection', socket => {
			connections++;
			socket.destroy();
		});
		const {url} = await listen(t, server);
		const address = new URL(`https://files.example:${url.port}/a.png`);

		for (const allowsLocal of [false, true]) {
			const getMedia = mediaClient({...plainAccess, allowsLocal});
			const why = await failureOf(getMedia(address, {}, new AbortController().signal));
			assert.equal(why.kind, allowsLocal ? 'network' : 'local');
			assert.equal(connections > 0, allowsLocal);
		}
	});
});

/** Makes the mocked functions of Node's modules those of the imports by name, too, until the end of the test. */
function exposeMocks(t: TestContext): void {
	syncBuiltinESMExports();
	t.after(() => {
		t.mock.restoreAll();
		syncBuiltinESMExports();
	});
}

/** Creates the downloads of a program, which save into a temporary folder, and collects what they report. */
function openDownloads(t: TestContext) {
	const folder = temporaryFolder(t);
	const reports: Array<Extract<Action, {type: 'downloadUpdated'}>> = [];
	const news = new EventEmitter();
	const state = initialState({size: {columns: 80, rows: 24}}, 0);
	const downloads = createDownloads(folder, {
		clock: hastyClock,
		now: () => 5000,
		access: {...plainAccess, allowsLocal: true},
		template: null,
		pollNow: null,
		loadAsset: () => undefined,
		loadOrder: () => undefined,
		store: () => ({
			getState: () => state,
			observe: () => () => {},
			dispatch(action) {
				assert.ok(action.type === 'downloadUpdated');
				reports.push(action);
				news.emit('told');
			},
		}),
		onBug(error) {
			news.emit('error', error);
		},
	});
	t.after(async () => downloads.stop());
	/** The last reported phase of the output with this key. */
	const phaseOf = (key: string): DownloadPhase | undefined =>
		reports.findLast(({id}) => id === downloadId(run, key))?.phase;

	/** Resolves when the condition holds; checked after each report. */
	async function until(holds: () => boolean): Promise<void> {
		while (!holds()) {
			await once(news, 'told', {signal: t.signal});
		}
	}

	return {folder, downloads, reports, phaseOf, until};
}

suite('several downloads', {concurrency: 4}, () => {
	test('run three at a time', async t => {
		const held: Array<() => void> = [];
		const threeHeld = Promise.withResolvers<undefined>();
		const media = await startMedia(t, (request, response) => {
			const serve = (): void => {
				serveFile(request, response, {body});
			};

			if (media.requests.length > 3) {
				serve();
			} else if (held.push(serve) === 3) {
				threeHeld.resolve(undefined);
			}
		});
		const {downloads, folder, phaseOf, until} = openDownloads(t);
		const keys = ['a', 'b', 'c', 'd', 'e'];
		downloads.add(keys.map(key => requestOf(media.address(`/${key}`), {key})));
		await threeHeld.promise;
		assert.deepEqual(media.requests.map(({path}) => path).toSorted(), ['/a', '/b', '/c']);
		held.forEach(serve => {
			serve();
		});
		await until(() => keys.every(key => phaseOf(key)?.kind === 'done'));
		assert.equal(namesIn(folder).length, 5);
	});

	test('report progress, why an attempt failed, and finally the path', async t => {
		const media = await startMedia(t, (request, response, count) => {
			if (count === 1) {
				response.writeHead(503).end();
			} else {
				serveFile(request, response, {body});
			}
		});
		const {downloads, folder, reports, phaseOf, until} = openDownloads(t);
		downloads.add([requestOf(media.address('/a.png'), {key: 'a'})]);
		await until(() => phaseOf('a')?.kind === 'done');
		const why = {kind: 'http', status: 503};
		const begun = {kind: 'running', since: 5000, bytes: 0, total: null, why};
		assert.deepEqual(reports[0]?.phase, begun);
		const file = `${folder}/${run}-a.png`;
		const path = {safe: file, exact: file};
		assert.deepEqual(phaseOf('a'), {kind: 'done', bytes: body.length, path, folder, isNew: true});
	});

	test('can be canceled, running or queued, and leave no part', async t => {
		const media = await startMedia(t, interrupted({body}, {holdAfter: 30_000}));
		const {downloads, folder, phaseOf, until} = openDownloads(t);
		const keys = ['a', 'b', 'c', 'd'];
		const requests = keys.map(key => requestOf(media.address(`/${key}.png`), {key}));
		downloads.add(requests);
		await until(() => phaseOf('a')?.kind === 'running');
		downloads.cancel();
		await until(() => keys.every(key => phaseOf(key)?.kind === 'canceled'));
		assert.deepEqual(namesIn(folder), []);
		assert.ok(media.requests.every(({path}) => path !== '/d.png'));
		downloads.add(requests.slice(0, 1));
		await until(() => phaseOf('a')?.kind === 'done');
		assert.deepEqual(namesIn(folder), [`${run}-a.png`]);
	});
});
