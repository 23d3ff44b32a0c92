import assert from 'node:assert/strict';
import dns from 'node:dns';
import {mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import files from 'node:fs/promises';
import {createServer} from 'node:http';
import {syncBuiltinESMExports} from 'node:module';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {systemClock} from '../../../../source/core/time/system-clock.ts';
import {prepareFolder} from '../../../../source/features/outputs/download/files.ts';
import {
	openMediaClient,
	plainAccess,
} from '../../../../source/features/outputs/download/media-client.ts';
import {listen} from '../../../api/loopback.ts';
import {patternBytes, serveEndless, serveFile} from '../../../helpers/media-server.ts';
import {temporaryFolder} from '../../../helpers/program.ts';
import {name as textOf} from '../../../helpers/values.ts';
import {failureOf, interrupted, namesIn, onlyFile, openHost, respond, run} from './set-up.ts';

const body = patternBytes(300_000);
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

	test('under the name from its host, reduced to a name in the folder', async t => {
		const host = await openHost(t, {
			body,
			headers: {
				'content-disposition': `attachment; filename="../../.ssh/x.png"; filename*=UTF-8''..%2F%E5%9B%BE%E7%89%87.png`,
			},
		});
		await host.save('/x');
		assert.equal(onlyFile(host.folder).name, `${stem}-图片.png`);
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

	test('once: a saved file is recognized by its bytes, or without a download by its length', async t => {
		const host = await openHost(t, {body});
		const first = await host.save();

		for (const trustsLength of [true, false]) {
			const again = await host.save('/a.png', {request: {trustsLength}});
			assert.deepEqual(again, {...first, isNew: false});
		}

		assert.deepEqual(namesIn(host.folder), [`${stem}-a.png`]);
		writeFileSync(first.path, patternBytes(body.length, 1));
		assert.equal((await host.save()).path, join(host.folder, `${stem}-a-2.png`));
	});

	test('once, also if it is saved several times at once', async t => {
		const host = await openHost(t, {body});
		const saved = await Promise.all([host.save(), host.save(), host.save()]);
		assert.equal(saved.filter(({isNew}) => isNew).length, 1);
		assert.deepEqual(onlyFile(host.folder), {name: `${stem}-a.png`, bytes: body});
	});

	test('also with unknown length; but not if empty, or a web page in place of an image', async t => {
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

		for (const kind of ['image', 'video', 'audio'] as const) {
			assert.deepEqual(await host.failure('/page', {request: {kind}}), {kind: 'web-page'});
		}

		for (const kind of ['text', 'file'] as const) {
			assert.equal((await host.save('/page', {request: {kind}})).bytes, 3);
		}
	});

	test('compressed, with the extension for it, if its host compresses unrequested', async t => {
		const host = await openHost(t, {body, headers: {'content-encoding': 'gzip'}});
		await host.save();
		assert.deepEqual(onlyFile(host.folder), {name: `${stem}-a.png.gz`, bytes: body});
	});

	test('as a text with a final line break', async t => {
		const host = await openHost(t, {body});
		const text = '霓虹在雨里慢慢融化\u001B[31m';
		const request = {key: 'n18_text', value: textOf(text), address: null};
		const saved = await host.save('/', {request});
		assert.equal(saved.path, join(host.folder, `${run}-n18_text.txt`));
		assert.equal(readFileSync(saved.path, 'utf8'), `${text}\n`);
		assert.equal(saved.bytes, Buffer.byteLength(`${text}\n`));
		assert.deepEqual(await host.save('/', {request}), {...saved, isNew: false});
	});
});

suite('an interrupted download is resumed', {concurrency: 4}, () => {
	test('by Range and If-Range, from the byte where it broke off, as long as bytes arrive', async t => {
		const host = await openHost(t, interrupted({body}, {cutAfter: 40_000}, 7));
		await host.save();
		assert.deepEqual(onlyFile(host.folder).bytes, body);
		assert.equal(host.requests.length, 8);
		const ranges = host.requests.map(({headers}) => headers.range);
		assert.equal(ranges[0], undefined);
		assert.ok(ranges.slice(1).every(range => /^bytes=[1-9]\d*-$/.test(range ?? '')));
		assert.ok(host.requests.slice(1).every(({headers}) => headers['if-range'] === '"one"'));
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
		[
			'more than its range',
			at => [
				206,
				Buffer.concat([body.subarray(at), Buffer.from('more')]),
				{...tag, ...range(`${at}-299999/300000`)},
			],
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

	test('from the start without a strong ETag', async t => {
		for (const unsafe of [null, 'W/"weak"']) {
			const host = await openHost(t, interrupted({body, tag: unsafe}, {cutAfter: 90_000}, 2));
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
	for (const status of [401, 403, 404, 410]) {
		test(`${status} is gone and not retried`, async t => {
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
			} else if (count <= 3) {
				response.socket?.resetAndDestroy();
			} else {
				serveFile(request, response, {body});
			}
		});
		await host.save('/a.png', {
			report: phase => pauses.push(...(phase.kind === 'waiting' ? [phase.pause] : [])),
		});
		assert.deepEqual(pauses, [20, 2]);
		assert.deepEqual(onlyFile(host.folder).bytes, body);
	});

	test('less than promised is no complete file', async t => {
		const host = await openHost(t, (_request, response) => {
			response.writeHead(200, {'content-length': body.length + 1}).write(body, () => {
				response.destroy();
			});
		});
		assert.deepEqual(await host.failure(), {kind: 'cut-off'});
		assert.equal(host.requests.length, 4, 'three attempts bring no new byte');
		assert.deepEqual(namesIn(host.folder), []);
	});

	test('a file above the limit is refused, announced or not', async t => {
		const host = await openHost(t, (request, response) => {
			if (request.url === '/endless') {
				response.writeHead(200, {etag: '"endless"'});
				serveEndless(response, body);
			} else {
				serveFile(request, response, {body});
			}
		});

		for (const path of ['/told.png', '/endless']) {
			const why = await host.failure(path, {context: {maxBytes: 250_000}});
			assert.deepEqual(why, {kind: 'over-limit', bytes: 250_000});
		}

		assert.deepEqual(namesIn(host.folder), []);
	});

	for (const [name, isSlow] of [
		['a byte a second', true],
		['parts of one byte each', true],
		['a host that asks for a long pause', false],
	] as const) {
		test(`less than 1 kB a second over a minute, all attempts together: ${name}`, async t => {
			let now = 0;
			let send = (): void => {};
			const host = await openHost(t, (request, response, count) => {
				if (!isSlow) {
					response.writeHead(count === 1 ? 503 : 200, {'retry-after': '300'}).end('all');
				} else if (name === 'a byte a second') {
					response.writeHead(200, {etag: '"one"'}).flushHeaders();
					send = () => void response.write('x');
				} else {
					serveFile(request, response, {body, cutAfter: 1});
				}
			});
			const clock = {
				...systemClock,
				monotonic: () => now,
				after(pause: number, callback: () => void) {
					now += pause;
					return systemClock.after(0, callback);
				},
			};
			const saving = host.save('/a.png', {
				context: {clock},
				report() {
					now += 1000;
					send();
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
		assert.deepEqual(await host.failure('/stalls'), {kind: 'stalled'});
		assert.deepEqual(await host.failure('/ssh'), {kind: 'network', detail: 'HPE_INVALID'});
		const nowhere = await host.failure('http://127.0.0.1:9/a.png');
		assert.deepEqual(nowhere, {kind: 'network', detail: 'ECONNREFUSED'});
	});
});

/** Makes a function of `node:fs/promises` fail with a code until the test ends. */
function failing(t: TestContext, name: 'link' | 'open' | 'mkdir' | 'access', code: string): void {
	t.mock.method(files, name, async () => {
		throw Object.assign(new Error(code), {code, syscall: name});
	});
	syncBuiltinESMExports();
	t.after(() => {
		t.mock.restoreAll();
		syncBuiltinESMExports();
	});
}

suite('the disk', () => {
	for (const [code, kind] of [
		['ENOSPC', 'full'],
		['EDQUOT', 'full'],
		['EACCES', 'forbidden'],
		['EROFS', 'forbidden'],
		['EFBIG', 'too-large-for-disk'],
		['EIO', 'disk'],
	] as const) {
		test(`${code} is reported as ${kind}, and leaves no file`, async t => {
			const host = await openHost(t, {body});
			// `sync` is called last, when all bytes are written.
			const handle = await files.open(join(host.folder, 'x'), 'w');
			await handle.close();
			await files.rm(join(host.folder, 'x'));
			const prototype = Object.getPrototypeOf(handle) as typeof handle;
			t.mock.method(prototype, 'sync', async () => {
				throw Object.assign(new Error(code), {code, syscall: 'fsync'});
			});
			assert.equal((await host.failure()).kind, kind);
			assert.deepEqual(namesIn(host.folder), []);
			t.mock.restoreAll();
			await host.save();
			assert.deepEqual(onlyFile(host.folder), {name: `${stem}-a.png`, bytes: body});
		});
	}

	test('without hard links the file is renamed, beside existing files', async t => {
		const host = await openHost(t, {body});
		writeFileSync(join(host.folder, `${stem}-a.png`), 'another');
		failing(t, 'link', 'ENOTSUP');
		await host.save();
		assert.deepEqual(namesIn(host.folder), [`${stem}-a-2.png`, `${stem}-a.png`]);
		assert.ok(readFileSync(join(host.folder, `${stem}-a-2.png`)).equals(body));
		assert.equal(readFileSync(join(host.folder, `${stem}-a.png`), 'utf8'), 'another');
	});

	test('the folder of --download is created with its parents, and must be writable', async t => {
		const folder = temporaryFolder(t);
		assert.equal(await prepareFolder(join(folder, 'a', 'b')), null);
		assert.deepEqual(namesIn(folder), ['a']);
		failing(t, 'access', 'EACCES');
		assert.deepEqual(await prepareFolder(folder), {kind: 'forbidden'});
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
		await host.save('/0', {request: {name: textOf('a.png')}});
		assert.equal(onlyFile(host.folder).name, `${stem}-a.png`);
		assert.deepEqual(await host.failure('/-1'), {kind: 'too-many-redirects'});
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
			assert.deepEqual(await host.failure(), {kind: 'refused-redirect'}, location);

			if (URL.canParse(location)) {
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
			const media = openMediaClient(() => ({...plainAccess, allowsLocal}));
			t.after(async () => media.close());
			const why = await failureOf(media.get(address, {}, new AbortController().signal));
			assert.equal(why.kind, allowsLocal ? 'network' : 'local');
			assert.equal(connections > 0, allowsLocal);
		}
	});
});
