import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {systemClock} from '../source/core/time/clock.ts';
import {runIds, scriptedWorkflow} from '../source/demo/script-language.ts';
import {sendResponse, simulateService} from '../source/demo/service.ts';
import {serve} from '../test/api/loopback.ts';
import {Chance} from '../test/helpers/chance.ts';
import {patternBytes, serveFile} from '../test/helpers/media-server.ts';
import {node, program, temporaryFolder} from '../test/helpers/program.ts';
import {runHeadless} from '../test/helpers/run-headless.ts';
import type {RunScript} from '../test/helpers/script.ts';
import {openPty} from '../test/helpers/terminal.ts';
import {measured} from './process.ts';
import {holds, integer, machine, median, tableOf, valueRow, type Row} from './row.ts';

/**
 * `npm run soak -- [--minutes 60]`: the built program watches 200 runs on a screen. Most have long logs that grow; the
 * others begin, fail or succeed, and new ones follow. 2 % of the responses are lost, the service is away twice, and ten
 * times the terminal takes nothing. Exits with 1 if an end, a file or a record is missing or doubled, or memory grows.
 */
const {values} = parseArgs({options: {minutes: {type: 'string', default: '60'}}});
const minute = 60_000;
const mebibyte = 2 ** 20;
const length = Number(values.minutes) * minute;
const [longRuns, shortRuns] = [140, 60];
/** A long run has 1,400 entries at the start, and a new one every five minutes. */
const entryMs = 5 * minute;
const entriesBefore = 1400;
const shortEntries = 50;
/** Of the heap, by its snapshots: 280 for an entry of a first response, which shares its names with others. */
const bytesPerEntry = 330;
/** Twice for a while, the heap is measured: after the start, in which caches fill, and before the long runs end. */
const heapTimes = [length / 6, length * 0.88] as const;
const heapMs = length / 60;
const outageMs = Math.min(minute, length / 15);
const chance = new Chance(1);
const cleanUps: (() => void | Promise<void>)[] = [];
const scope = {after: (cleanUp: () => void | Promise<void>) => void cleanUps.push(cleanUp)};
const began = Date.now();
const {url} = await serve(scope, answer);
const scripts = Array.from({length: longRuns + shortRuns}, (_, index) => scriptOf(index));
const simulation = simulateService({runs: scripts, balance: {prepaid: 50, cards: 5}}, systemClock);

/** The long runs end one after another in the last tenth, and the short ones begin one after another until then. */
function scriptOf(index: number): RunScript {
	const isLong = index < longRuns;
	const place = isLong ? index / longRuns : (index - longRuns) / shortRuns;
	const before = isLong ? entriesBefore * entryMs : 0;
	const ms = before + length * (isLong ? 0.9 + place / 10 : 0.15);
	const address = new URL(`files/${index}.png`, url).href;
	const reason = 'CUDA out of memory';
	const error = {reason, detail: reason, engine_code: 'EXECUTION_ERROR', status_code: 500};
	return {
		...runIds(`soak ${index}`),
		workflow: scriptedWorkflow(`soak ${index % 20}`, `文生图 ${index % 20}`, [
			{key: 'n9_images', type: 'image'},
		]),
		createdAt: isLong ? -before : length * place * 0.8,
		queue: {ms: length / 100, position: 3},
		nodes: [
			{id: '3', name: 'KSampler', ms, steps: isLong ? Math.round(ms / entryMs) : shortEntries},
		],
		ending:
			index % 5 === 0
				? {kind: 'failed', nodeId: '3', at: 1, error}
				: {kind: 'succeeded', outputs: [{key: 'n9_images', value: address}]},
		inputs: {n6_text: `a street in the rain, variation ${index}`},
		quote: 0.05,
		computeCost: 0.03,
	};
}

/** The files are on another host in practice, so they are there during an outage of the service. */
function answer(request: IncomingMessage, response: ServerResponse): void {
	const elapsed = Date.now() - began;
	const isAway = [0.3, 0.6].some(at => elapsed > at * length && elapsed < at * length + outageMs);
	const isLost = chance.happens(0.02);
	const [, file] = /^\/files\/(\d+)\.png/.exec(request.url ?? '') ?? [];

	if (file !== undefined) {
		const body = bytesOf(Number(file));
		serveFile(request, response, {body, ...(isLost && {cutAfter: body.length / 2})});
	} else if (isAway || isLost) {
		request.socket.destroy();
	} else {
		sendResponse(response, simulation.respond(new URL(request.url ?? '', url)), systemClock);
	}
}

/** No file begins like a document or an archive, which are not saved as a picture. */
function bytesOf(index: number): Uint8Array {
	return patternBytes(100_000 + index, 200);
}

const folder = temporaryFolder(scope);
const [downloads, endsFile] = [join(folder, 'downloads'), join(folder, 'ends')];
const heapFile = join(folder, 'heap');
mkdirSync(downloads);
[endsFile, heapFile].forEach(file => {
	writeFileSync(file, '');
});
const env = {CHENYU_API_KEY: 'soak', XDG_STATE_HOME: folder, HOME: folder, HEAP_FILE: heapFile};
const onEnd = `sh -c 'echo $CHENYU_RUN_ID >> ${endsFile}'`;
const account = ['--base-url', url.href];
const preload = ['--expose-gc', '--import', join(import.meta.dirname, 'beside', 'heap.ts')];
const args = [...preload, program(), ...account, '--download', downloads, '--on-end', onEnd];
const terminal = openPty(scope, node, {args, env, columns: 200, rows: 50});
const {cpu, resident} = measured(() => terminal.pid);
const ids = scripts.map(({id}) => id);
const succeeded = ids.filter((_, index) => scripts[index]?.ending.kind === 'succeeded');

/** Returns the run of each file that is whole, and the names of other files. */
function savedIds(): readonly string[] {
	return readdirSync(downloads).map(name => {
		const index = ids.findIndex(id => name.startsWith(id));
		const isWhole = readFileSync(join(downloads, name)).equals(bytesOf(index));
		return (isWhole ? ids[index] : undefined) ?? name;
	});
}

/** The user moves through the list now and then, and ten times the terminal takes nothing for 5 to 20 seconds. */
async function watch(): Promise<readonly Sample[]> {
	const samples: Sample[] = [];
	let [nextHang, hangsUntil] = [length / 20, Infinity];

	// In the last two minutes, ends that were missed or are said twice would be said.
	for (let elapsed = 0; elapsed < length + 2 * minute; elapsed = Date.now() - began) {
		samples.push([elapsed, resident()]);

		if (heapTimes.some(at => elapsed > at && elapsed < at + heapMs) && samples.length % 3 === 0) {
			process.kill(terminal.pid, 'SIGURG');
		}

		if (samples.length % 60 === 0) {
			process.stderr.write(
				`${Math.round(elapsed / 1000)} s: ${Math.round(resident() / mebibyte)} MiB\n`,
			);
		}

		if (elapsed > hangsUntil) {
			terminal.read();
			hangsUntil = Infinity;
		} else if (hangsUntil === Infinity && nextHang < Math.min(elapsed, length)) {
			nextHang += length / 10;
			hangsUntil = elapsed + chance.between(5000, 20_000);
			await terminal.hang();
		} else if (samples.length % 5 === 0) {
			terminal.press(chance.pick(['j', 'k', 'pagedown', 'pageup', 'G', 'g']));
		}

		await wait(1000);
	}

	return samples;
}

type Sample = readonly [elapsed: number, bytes: number];

/** Prints the names that are missing, doubled or unexpected, and counts them. */
function wrongRow(what: string, found: readonly string[], expected: readonly string[]): Row {
	const counts = new Map(expected.map(name => [name, -1]));
	found.forEach(name => counts.set(name, (counts.get(name) ?? 0) + 1));
	const wrong = [...counts.keys()].filter(name => counts.get(name) !== 0);
	wrong.forEach(name => process.stderr.write(`${what}: ${name}\n`));
	return valueRow(what, wrong.length, 'runs', 0);
}

const samples = await watch();
const cpuShare = cpu() / (Date.now() - began);
terminal.press('q');
const {code} = await terminal.exit;
const list = await runHeadless(['ls', ...account, '--offline', '--json', '--limit', '999'], {env});
const recorded = Array.from(list.stdout.matchAll(/"run_order_id":"(\w+)"/g), ([, id = '']) => id);
/** A shorter soak ends before V8's heap has its final size. */
const isSettled = length >= 30 * minute;
const steady = samples.filter(([elapsed]) => elapsed > length / 6 && elapsed < length * 0.9);
const heaps = Array.from(
	readFileSync(heapFile, 'utf8').matchAll(/(\d+) (\d+)/g),
	([, at, bytes]): Sample => [Number(at) - began, Number(bytes)],
);
/** The lowest, because a response that is being read takes some 30 MiB. */
const [heapBefore = Number.NaN, heapAfter = Number.NaN] = heapTimes.map(at =>
	Math.min(
		...heaps.filter(([when]) => when > at && when < at + 2 * heapMs).map(([, bytes]) => bytes),
	),
);
const newEntries =
	(longRuns * 60 * minute) / entryMs + (shortRuns * shortEntries * 60 * minute) / length;
const hours = (heapTimes[1] - heapTimes[0]) / 60 / minute;
const growth = ((heapAfter - heapBefore) / hours - newEntries * bytesPerEntry) / mebibyte;
const used = steady.map(([, bytes]) => bytes / mebibyte);
const rows = [
	wrongRow('ends not said once', readFileSync(endsFile, 'utf8').trim().split('\n'), ids),
	wrongRow('files not whole', savedIds(), succeeded),
	wrongRow('runs not in the history once', recorded, ids),
	valueRow(
		'memory after the first sixth',
		median(used),
		'MiB',
		isSettled ? 350 : null,
		`at most ${Math.round(Math.max(...used))} MiB`,
	),
	valueRow(
		'growth of the heap in an hour',
		growth,
		'MiB',
		isSettled ? 1 : null,
		`from ${Math.round(heapBefore / mebibyte)} MiB, with ${integer(Math.round(newEntries))} new entries`,
	),
	valueRow('CPU time', cpuShare * 100, '%', null),
];
process.stdout.write(`${machine()}, ${values.minutes} minutes\n\n${tableOf(rows)}\n`);
process.exitCode = code === 0 && rows.every(holds) ? 0 : 1;

for (const cleanUp of cleanUps.toReversed()) {
	await cleanUp();
}
