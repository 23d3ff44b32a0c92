import assert from 'node:assert/strict';
import {lstatSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {basename, dirname, join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {DownloadError} from '../../../source/features/outputs/download/download-error.ts';
import type {SaveResult} from '../../../source/features/outputs/download/save-output.ts';
import {hostileNames} from '../../features/outputs/download/hostile-names.ts';
import {
	failureOf,
	finalNamesIn,
	namesIn,
	orderFor,
	run,
	save,
	saveInProcess,
	testTools,
} from '../../features/outputs/download/set-up.ts';
import type {Chance} from '../../helpers/fault-chance.ts';
import {patternBytes, serveFile, startMedia} from '../../helpers/media-server.ts';
import {temporaryFolder} from '../../helpers/program.ts';
import {runCases, type Context, type Part} from '../part.ts';
import {assertAllowed} from '../terminal-grammar.ts';

const whole = {names: hostileNames.length, addresses: 100, resumes: 840, kills: 60};
const body = patternBytes(60_000, 3);
const text = new TextEncoder().encode('it is whole');

/** Hostile names, addresses and hosts, broken connections, and a killed program (F1, F3, F4, F5, F6, F7, F8). */
export const part: Part = {
	whole: Object.values(whole).reduce((sum, count) => sum + count, 0),
	async run(context) {
		await saveNames(context);
		await refuseAddresses(context);
		await resume(context);
		await killRepeatedly(context);
	},
};

/**
 * Asserts that an output with any hostile name is saved as one complete file directly in the folder, and that no
 * other file changes (F4, F5).
 */
async function saveNames(context: Context): Promise<void> {
	const nameOf = (name: string): string => `the name ${JSON.stringify(name)}`;

	await runCases(context, hostileNames, {limit: 8, nameOf}, async (scope, name) => {
		const folder = temporaryFolder(scope);
		const headers = {'content-disposition': disposition(name)};
		const media = await startMedia(scope, (request, response) => {
			serveFile(request, response, {body: text, headers});
		});
		writeFileSync(join(folder, 'mine.txt'), 'mine');
		symlinkSync(join(folder, 'mine.txt'), join(folder, `${run}-n9_images.png`));
		const address = new URL(`/${encodeURIComponent(name.toWellFormed())}`, media.origin);
		const order = orderFor(address, {runId: name, key: name, name});
		const {path} = await save(order, testTools(scope, folder));
		assert.equal(dirname(path), folder);
		assert.ok(lstatSync(path).isFile());
		assert.ok(Buffer.byteLength(basename(path)) <= 255);
		assert.doesNotMatch(basename(path), /^[-.~]/);
		assertAllowed(basename(path));
		assertContent(path, text);
		assert.equal(readFileSync(join(folder, 'mine.txt'), 'utf8'), 'mine');
		assert.equal(namesIn(folder).length, 3, 'there are more files');
	});
}

/**
 * Returns a `Content-Disposition` header. A header cannot contain every character, so the name is encoded (RFC 8187).
 */
function disposition(name: string): string {
	return `attachment; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}`;
}

const refused = [
	'http://evil.example/a.png',
	'http://192.0.2.1/',
	'http://localhost.evil.example/',
	'http://0.0.0.1/',
	'http://[::ffff:192.0.2.1]/',
	'http://10.0.0.1/',
	'file:///etc/passwd',
	'ftp://evil.example/a',
	'data:text/plain,a',
	'javascript:alert(1)',
	'blob:https://evil.example/a',
	'ws://127.0.0.1/',
];

/**
 * Asserts that the program refuses to download from the addresses in `refused`, even after a redirect, and never
 * sends the API key to a host of outputs (F1, F3).
 */
async function refuseAddresses(context: Context): Promise<void> {
	const {chance} = context;
	const cases = Array.from({length: whole.addresses}, () => ({
		address: chance.pick(refused),
		isRedirect: chance.happens(0.5),
	}));

	await runCases(
		context,
		cases,
		{nameOf: ({address, isRedirect}) => `${isRedirect ? 'a redirect to ' : ''}${address}`},
		async (scope, {address, isRedirect}) => {
			const folder = temporaryFolder(scope);
			const media = await startMedia(scope, (_request, response) => {
				response.writeHead(302, {location: address}).end();
			});
			const requested = isRedirect ? media.address('/a.png') : new URL(address);
			const failure = await failureOf(save(orderFor(requested), testTools(scope, folder)));
			assert.match(failure.kind, /^refused/);
			assert.ok(media.requests.every(({headers}) => headers.authorization === undefined));
			assert.deepEqual(namesIn(folder), []);
		},
	);
}

type Fault = (request: IncomingMessage, response: ServerResponse, chance: Chance) => void;

function piece(chance: Chance, from: number): Uint8Array {
	return body.subarray(from, chance.between(from, body.length - 1));
}

function head(length: number, more: Readonly<Record<string, string>> = {}) {
	return {etag: '"one"', 'content-length': String(length), ...more};
}

/** Faults of a resumed transfer. */
const faults: readonly Fault[] = [
	(_request, response) => response.destroy(),
	(request, response, chance) => {
		serveFile(request, response, {body, cutAfter: chance.between(0, body.length - 1)});
	},
	(_request, response, chance) => {
		// The complete file in response to a range.
		response.writeHead(200, head(body.length)).write(piece(chance, 0), () => response.destroy());
	},
	(_request, response, chance) => {
		// Another range.
		const from = chance.between(0, body.length - 1);
		const range = {'content-range': `bytes ${from}-${body.length - 1}/${body.length}`};
		response.writeHead(206, head(body.length - from, range)).end(body.subarray(from));
	},
	(_request, response) =>
		response.writeHead(206, head(5, {'content-range': 'bytes x'})).end('abcde'),
	(_request, response) =>
		response.writeHead(416, {'content-range': `bytes */${body.length}`}).end(),
	(_request, response) => response.writeHead(503, {'retry-after': '0'}).end(),
	(_request, response) => response.writeHead(500).end('<html>'),
	(_request, response, chance) => {
		// Another file, and incomplete.
		response.writeHead(200, {...head(body.length), etag: '"other"'});
		response.write(patternBytes(chance.between(1, body.length), 9), () => response.destroy());
	},
	(_request, response, chance) => {
		response.writeHead(200, {etag: '"one"'}).write(piece(chance, 0), () => response.destroy());
	},
];

/**
 * Asserts that a download succeeds after one to three faults, and that each failed attempt leaves only files with
 * `.part` in their names (F6, F7).
 */
async function resume(context: Context): Promise<void> {
	const cases = Array.from({length: whole.resumes}, (_, nth) => nth);
	const nameOf = (nth: number): string => `resume ${nth}`;

	await runCases(context, cases, {limit: 8, nameOf}, async (scope, nth) => {
		const luck = context.chance.fork(nameOf(nth));
		const folder = temporaryFolder(scope);
		const bad = Array.from({length: luck.between(1, 3)}, () => luck.pick(faults));
		const media = await startMedia(scope, (request, response, count) => {
			const fault = bad[count - 1];

			if (fault === undefined) {
				serveFile(request, response, {body});
			} else {
				fault(request, response, luck);
			}
		});
		const order = orderFor(media.address('/a.png'));
		const {path, bytes} = await saveWithRetries(
			async () => save(order, testTools(scope, folder)),
			folder,
		);
		assert.equal(bytes, body.length);
		assertContent(path, body);
		assert.deepEqual(namesIn(folder), [basename(path)], 'other files are left');
	});
}

function assertContent(path: string, content: Uint8Array): void {
	assert.deepEqual(new Uint8Array(readFileSync(path)), content, path);
}

/** Calls `saving` until it succeeds, at most five times. Asserts that a failed attempt leaves only partial files. */
async function saveWithRetries(
	saving: () => Promise<SaveResult>,
	folder: string,
): Promise<SaveResult> {
	for (let tries = 1; ; tries++) {
		try {
			return await saving();
		} catch (error) {
			assert.ok(error instanceof DownloadError && tries < 5, String(error));
			assert.deepEqual(finalNamesIn(folder), [], 'an incomplete file has a final name');
		}
	}
}

/**
 * Repeatedly starts a process that downloads outputs, and kills it at a random moment. Asserts that files without
 * `.part` in their names are complete. The last process is not killed, and must complete all files (F6).
 */
async function killRepeatedly({chance, share, results, scope}: Context): Promise<void> {
	const folder = temporaryFolder(scope);
	const keys = Array.from({length: 12}, (_, index) => `o${index}`);
	const media = await startMedia(scope, (request, response) => {
		serveFile(request, response, {body, drip: {bytes: 6000, ms: 10}});
	});

	for (let nth = share(whole.kills); nth >= 0; nth--) {
		await results.caseAsync(`kill ${nth}`, async () => {
			// The last process is not killed.
			const moment = async (): Promise<void> => setTimeout(chance.between(0, 400));
			await saveInProcess(scope, {folder, origin: media.origin, keys}, nth === 0 ? null : moment);
			const done = finalNamesIn(folder);

			for (const name of done) {
				assertContent(join(folder, name), body);
			}

			assert.ok(nth > 0 || done.length === keys.length, `${done.length} of ${keys.length}`);
		});
	}
}
