import assert from 'node:assert/strict';
import dns from 'node:dns';
import {lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {syncBuiltinESMExports} from 'node:module';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {systemClock} from '../../../../source/core/time/system-clock.ts';
import {
	openMediaClient,
	plainAccess,
} from '../../../../source/features/outputs/download/media-client.ts';
import {listen} from '../../../api/loopback.ts';
import {patternBytes, serveEndless, serveFile} from '../../../helpers/media-server.ts';
import {temporaryFolder} from '../../../helpers/program.ts';
import {
	deaf,
	failureOf,
	interrupted,
	namesIn,
	onlyFile,
	openHost,
	respond,
	run,
	testLimits,
} from './set-up.ts';

const body = patternBytes(300_000);
const stem = `${run}-n9_images`;

suite('an output is saved', {concurrency: 4}, () => {
	test('complete, under run, key and name, without sending the API key (F3, F4, F6)', async t => {
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

	test('under the name from its host, reduced to a name in the host.folder (F4)', async t => {
		const host = await openHost(t, {
			body,
			headers: {
				'content-disposition': `attachment; filename="../../.ssh/x.png"; filename*=UTF-8''..%2F%E5%9B%BE%E7%89%87.png`,
			},
		});
		await host.save('/x');
		assert.equal(onlyFile(host.folder).name, `${stem}-图片.png`);
	});

	test('beside existing files: nothing is overwritten, no link followed (F5)', async t => {
		const host = await openHost(t, {body});
		const {folder} = host;
		const victim = join(temporaryFolder(t), 'victim');
		writeFileSync(victim, 'precious');
		writeFileSync(join(folder, `${stem}-a.png`), 'mine');
		symlinkSync(victim, join(folder, `${stem}-a-2.png`));
		symlinkSync(victim, join(folder, `${stem}.part`));
		const {path} = await host.save();
		assert.equal(path, join(folder, `${stem}-a-3.png`));
		assert.equal(readFileSync(join(folder, `${stem}-a.png`), 'utf8'), 'mine');
		assert.equal(readFileSync(victim, 'utf8'), 'precious');
		const names = [`${stem}-a-2.png`, `${stem}-a-3.png`, `${stem}-a.png`, `${stem}.part`];
		assert.deepEqual(namesIn(folder), names);
	});

	test('once: neither a file of another length nor a folder is the saved file', async t => {
		const {size} = lstatSync(temporaryFolder(t));
		const host = await openHost(t, {body: patternBytes(size)});
		mkdirSync(join(host.folder, `${stem}-a.png`));
		writeFileSync(join(host.folder, `${stem}-a-2.png`), 'x');
		const {path, isNew} = await host.save('/a.png', {request: {sameBy: 'length'}});
		assert.deepEqual([path, isNew], [join(host.folder, `${stem}-a-3.png`), true]);
	});

	test('once: a saved file is recognized by its length, else by its bytes (F9)', async t => {
		const host = await openHost(t, {body});
		const first = await host.save();

		for (const sameBy of ['length', 'bytes'] as const) {
			assert.deepEqual(await host.save('/a.png', {request: {sameBy}}), {...first, isNew: false});
		}

		assert.deepEqual(namesIn(host.folder), [`${stem}-a.png`]);
		writeFileSync(first.path, patternBytes(body.length, 1));
		assert.equal((await host.save()).path, join(host.folder, `${stem}-a-2.png`));
	});

	test('also with unknown length; but not if empty, or a web page in place of an image (F9)', async t => {
		const host = await openHost(t, (request, response) => {
			if (request.url === '/empty.txt') {
				response.writeHead(200, {'content-length': 0}).end();
			} else if (request.url === '/page') {
				response.writeHead(200, {'content-type': 'application/xhtml+xml'}).end('<p>');
			} else {
				response.writeHead(200).write(body.subarray(0, 1000));
				response.end(body.subarray(1000));
			}
		});
		assert.equal((await host.save('/long.bin')).bytes, body.length);
		const empty = host.failure('/empty.txt', {request: {kind: 'text'}});
		assert.deepEqual(await empty, {kind: 'empty'});

		for (const [kind, why] of [
			['image', {kind: 'web-page'}],
			['video', {kind: 'web-page'}],
			['audio', {kind: 'web-page'}],
			['text', null],
			['file', null],
		] as const) {
			const page = host.save('/page', {request: {kind}});
			assert.deepEqual(why === null ? (await page).bytes : await failureOf(page), why ?? 3, kind);
		}
	});

	test('compressed, with the extension for it, if its host compresses unrequested', async t => {
		const host = await openHost(t, {body, headers: {'content-encoding': 'gzip'}});
		await host.save();
		assert.deepEqual(onlyFile(host.folder), {name: `${stem}-a.png.gz`, bytes: body});
	});
});

suite('an interrupted download is resumed (F7)', {concurrency: 4}, () => {
	test('within a session, by Range and If-Range, from the byte where it broke off', async t => {
		const host = await openHost(t, interrupted({body}, {cutAfter: 40_000}, 7));
		await host.save();
		assert.deepEqual(onlyFile(host.folder).bytes, body);
		// More interruptions than failed attempts are allowed: each made progress.
		assert.equal(host.requests.length, 8);
		const ranges = host.requests.map(({headers}) => headers.range);
		assert.equal(ranges[0], undefined);
		assert.ok(ranges.slice(1).every(range => /^bytes=[1-9]\d*-$/.test(range ?? '')));
		assert.ok(host.requests.slice(1).every(({headers}) => headers['if-range'] === '"one"'));
	});

	test('in a later session; meanwhile only the part exists', async t => {
		const host = await openHost(t, interrupted({body}, {holdAfter: 50_000}));
		const controller = new AbortController();
		const reason = new Error('left');
		const leaving = host.save('/a.png?expires=1900000000&signature=first', {
			signal: controller.signal,
			listener: {
				...deaf,
				onBytes(bytes) {
					if (bytes > 0) {
						controller.abort(reason);
					}
				},
			},
		});
		await assert.rejects(leaving, reason);
		assert.deepEqual(namesIn(host.folder), [`${stem}.part`, `${stem}.part.json`]);
		const note = readFileSync(join(host.folder, `${stem}.part.json`), 'utf8');
		assert.ok(!note.includes('127.0.0.1') && !note.includes('first'), 'no address is kept (S6)');
		// The link is signed again meanwhile.
		await host.save('/a.png?expires=1900000001&signature=second');
		assert.match(host.requests.at(-1)?.headers.range ?? '', /^bytes=[1-9]\d*-$/);
		assert.deepEqual(onlyFile(host.folder), {name: `${stem}-a.png`, bytes: body});
	});

	const changed = patternBytes(200_000, 99);
	const older = patternBytes(200_000, 5);
	type Answer = readonly [status: number, body: Uint8Array, headers: Record<string, string>];
	const tag = {etag: '"one"'};
	const otherTag = {etag: '"two"'};
	const range = (text: string) => ({'content-range': `bytes ${text}`});
	/**
	 * Responses to the second request, each of which makes the download start over. `offset` is the first byte that
	 * the second request asks for.
	 */
	const anew: ReadonlyArray<readonly [name: string, answer: (offset: number) => Answer]> = [
		['200 for 206', () => [200, body, tag]],
		['a changed tag', () => [200, changed, otherTag]],
		[
			'a part of another version',
			at => [206, changed.subarray(at), {...otherTag, ...range(`${at}-199999/200000`)}],
		],
		['416', () => [416, Buffer.alloc(0), range('*/300000')]],
		['a range that was not asked for', () => [206, body, {...tag, ...range('0-299999/300000')}]],
		['a range without its range', at => [206, body.subarray(at), tag]],
		[
			'another length',
			at => [206, body.subarray(at, 299_999), {...tag, ...range(`${at}-299998/299999`)}],
		],
	];

	for (const [name, second] of anew) {
		test(`${name} restarts it`, async t => {
			const host = await openHost(t, (request, response, count) => {
				if (count === 2) {
					const offset = Number(/\d+/.exec(request.headers.range ?? '')?.[0]);
					const [status, bytes, headers] = second(offset);
					response.writeHead(status, {...headers, 'content-length': bytes.length}).end(bytes);
				} else {
					const isOther = name.includes('version');
					serveFile(request, response, {
						body: isOther ? (count === 1 ? older : changed) : body,
						...(isOther && count > 1 ? {tag: '"two"'} : {}),
						...(count === 1 ? {cutAfter: 120_000} : {}),
					});
				}
			});
			await host.save();
			const expected = name === 'a changed tag' || name.includes('version') ? changed : body;
			assert.deepEqual(onlyFile(host.folder).bytes, expected);
		});
	}

	for (const [kind, unsafe] of [
		['no', null],
		['a weak', 'W/"weak"'],
	] as const) {
		test(`from the start if its host sends ${kind} ETag`, async t => {
			const host = await openHost(t, interrupted({body, tag: unsafe}, {cutAfter: 90_000}, 2));
			await host.save();
			assert.deepEqual(onlyFile(host.folder).bytes, body);
			assert.ok(host.requests.every(({headers}) => headers.range === undefined));
		});
	}
});

suite('a download fails with a reason', {concurrency: 4}, () => {
	for (const status of [401, 403, 404, 410]) {
		test(`${status} is gone and not retried (F8)`, async t => {
			const host = await openHost(t, respond(status, {}, '<Error>Request has expired</Error>'));
			assert.deepEqual(await host.failure(), {kind: 'gone', status});
			assert.equal(host.requests.length, 1);
			assert.deepEqual(namesIn(host.folder), []);
		});
	}

	test('temporary errors are retried after the time the host requests', async t => {
		const pauses: number[] = [];
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
			listener: {...deaf, onPause: (_why, pause) => pauses.push(pause)},
		});
		assert.deepEqual(pauses, [20, 2]);
		assert.deepEqual(onlyFile(host.folder).bytes, body);
	});

	test('other failures are tried five times', async t => {
		const host = await openHost(t, respond(502));
		assert.deepEqual(await host.failure(), {kind: 'http', status: 502});
		assert.equal(host.requests.length, 5);
	});

	test('less than promised is no complete file (F6)', async t => {
		const host = await openHost(t, (_request, response) => {
			response.writeHead(200, {'content-length': body.length + 1}).write(body, () => {
				response.destroy();
			});
		});
		assert.deepEqual(await host.failure(), {kind: 'cut-off'});
		assert.deepEqual(namesIn(host.folder), []);
	});

	test('a host that sends more than announced does not make the file longer', async t => {
		const host = await openHost(t, (_request, response) => {
			response.socket?.end(
				`HTTP/1.1 200 OK\r\ncontent-length: 10\r\netag: "x"\r\n\r\n0123456789ABCDEF`,
			);
		});
		const {bytes} = await host.save('/a.txt');
		assert.equal(bytes, 10);
	});

	test('a part longer than its total is not used', async t => {
		const host = await openHost(t, (request, response, count) => {
			if (count === 2) {
				const offset = Number(/\d+/.exec(request.headers.range ?? '')?.[0]);
				response
					.writeHead(206, {etag: '"one"', 'content-range': `bytes ${offset}-299999/300000`})
					.end(Buffer.concat([body.subarray(offset), Buffer.from('more')]));
			} else {
				serveFile(request, response, {body, ...(count === 1 ? {cutAfter: 120_000} : {})});
			}
		});
		await host.save();
		assert.deepEqual(onlyFile(host.folder).bytes, body);
	});

	test('a file above the limit is refused, announced or not (F8)', async t => {
		const host = await openHost(t, (request, response) => {
			if (request.url === '/endless') {
				response.writeHead(200, {etag: '"endless"'});
				serveEndless(response, body);
			} else {
				serveFile(request, response, {body});
			}
		});
		const tools = {limits: {...testLimits, maxBytes: 250_000}};

		for (const path of ['/told.png', '/endless']) {
			let fetched = 0;
			const listener = {
				...deaf,
				onBytes(bytes: number) {
					fetched = bytes;
				},
			};
			const why = await host.failure(path, {tools, listener});
			assert.deepEqual(why, {kind: 'over-limit', bytes: 250_000});
			assert.equal(fetched > 0, path === '/endless', 'what is told is not even begun');
		}

		assert.deepEqual(namesIn(host.folder), []);
	});

	for (const [name, kind] of [
		['a byte a second', 'slow'],
		['parts of one byte each', 'slow'],
		['a host that asks for a long pause', null],
	] as const) {
		test(`less than 1 kB a second over a minute, all attempts together: ${name} (F8)`, async t => {
			let now = 0;
			let send = (): void => {};
			const host = await openHost(t, (request, response, count) => {
				if (kind === null) {
					response.writeHead(count === 1 ? 503 : 200, {'retry-after': '0'}).end('all');
				} else if (name === 'a byte a second') {
					response.writeHead(200, {etag: '"one"'}).flushHeaders();
					send = () => void response.write('x');
				} else {
					serveFile(request, response, {body, cutAfter: 1});
				}
			});
			const saving = host.save('/a.png', {
				tools: {clock: {...systemClock, monotonic: () => now}},
				listener: {
					onBytes() {
						now += 1000;
						send();
					},
					onPause() {
						now += kind === null ? 300_000 : 0;
					},
				},
			});
			await (kind === null ? saving : failureOf(saving).then(why => assert.deepEqual(why, {kind})));
			assert.equal(namesIn(host.folder).length, kind === null ? 1 : 0);
		});
	}

	test('a stalled host times out', async t => {
		const host = await openHost(t, (_request, response) => {
			response.writeHead(200, {'content-length': 100, etag: '"one"'}).write('some');
		});
		const limits = {...testLimits, fruitless: 1};
		assert.deepEqual(await host.failure('/a.png', {tools: {limits}}), {kind: 'stalled'});
	});

	test('a host that does not respond with HTTP', async t => {
		const host = await openHost(t, (_request, {socket}) => socket?.end('SSH-2.0-OpenSSH\r\n'));
		assert.deepEqual(await host.failure(), {kind: 'network', detail: 'HPE_INVALID'});
	});

	test('an unreachable host', async t => {
		const host = await openHost(t, {body});
		const why = await host.failure('http://127.0.0.1:9/a.png');
		assert.deepEqual(why, {kind: 'network', detail: 'ECONNREFUSED'});
	});
});

suite('redirects (F3)', {concurrency: 4}, () => {
	test('are followed up to five times, each with the range', async t => {
		const host = await openHost(t, (request, response) => {
			const hop = Number(request.url?.slice(1));

			if (hop < 5) {
				response.writeHead(302, {location: `/${hop + 1}`}).end('elsewhere');
			} else {
				serveFile(request, response, {body});
			}
		});
		await host.save('/0', {request: {name: 'a.png'}});
		assert.equal(onlyFile(host.folder).name, `${stem}-a.png`);
		assert.deepEqual(await host.failure('/-1'), {kind: 'too-many-redirects'});
	});

	for (const location of [
		'file:///etc/passwd',
		'http://192.0.2.1/a.png',
		'http://user:secret@127.0.0.1/a.png',
		'javascript:alert(1)',
		'data:text/plain,hello',
		'ftp://127.0.0.1/a',
		'//192.0.2.1/a.png',
		'http://',
	]) {
		test(`to ${location} are not followed`, async t => {
			const host = await openHost(t, respond(302, {location}));
			assert.deepEqual(await host.failure(), {kind: 'refused-redirect'});
			assert.deepEqual(namesIn(host.folder), []);
		});
	}

	test('a name of this machine is not connected to, unless the service is here (F1)', async t => {
		t.mock.method(dns, 'lookup', (...call: unknown[]) => {
			const callback = call.at(-1) as (error: null, addresses: unknown) => void;
			callback(null, [{address: '127.0.0.1', family: 4}]);
		});
		syncBuiltinESMExports();
		t.after(() => {
			t.mock.restoreAll();
			syncBuiltinESMExports();
		});
		let connections = 0;
		const server = createServer().on('connection', socket => {
			connections++;
			socket.destroy();
		});
		const {url} = await listen(t, server);
		const address = new URL(`https://files.example:${url.port}/a.png`);

		for (const allowsLocal of [false, true]) {
			const media = openMediaClient(testLimits, () => ({...plainAccess, allowsLocal}));
			t.after(async () => media.close());
			const why = await failureOf(media.get(address, {}, new AbortController().signal));
			assert.equal(why.kind, allowsLocal ? 'network' : 'local');
			assert.equal(connections > 0, allowsLocal);
		}
	});

	test('an unsafe address is not requested (F1)', async t => {
		const host = await openHost(t, {body});
		assert.deepEqual(await host.failure('http://192.0.2.1/a.png'), {kind: 'refused'});
		assert.deepEqual(namesIn(host.folder), []);
	});
});
