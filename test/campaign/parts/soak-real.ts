import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {setTimeout} from 'node:timers/promises';
import {serve} from '../../api/loopback.ts';
import type {Chance} from '../../helpers/fault-chance.ts';
import type {Scope} from '../../helpers/program.ts';
import {openTerminal, type TestTerminal} from '../../helpers/terminal.ts';
import type {Part} from '../part.ts';
import {assertAllowed} from '../terminal-grammar.ts';

const minutes = 30;
const runs = 80;
const faultRate = 0.01;
/** The warm-up takes a tenth of the time, and at least this. */
const minWarmUpMs = 15_000;
const sampleMs = 5000;
const maxGrowth = 30 * 1024;
/** The memory that a log entry may keep, in bytes. */
const maxEntryBytes = 500;
const maxFiles = 4;

type Sample = {readonly kibibytes: number; readonly files: number; readonly entries: number};

/**
 * Runs the built program for half an hour with random faults. Asserts that in the second half its memory increases by
 * little more than the log entries that it keeps, and its number of open files hardly at all.
 */
export const part: Part = {
	whole: minutes * 60,
	async run({chance, share, results, figure, scope}) {
		const duration = Math.max(2 * minWarmUpMs, share(minutes * 60) * 1000);

		const service = await startService(scope, chance);
		const terminal = openTerminal(scope, {
			args: [...service.ids, '--base-url', service.url, '--interval', '0.5'],
			env: {CHENYU_API_KEY: 'cy_campaign_soak_0123456789abcdef'},
			columns: 120,
			rows: 40,
		});
		await terminal.waitFor(/running/);
		await setTimeout(Math.max(minWarmUpMs, duration / 10));
		const take = () => sample(terminal, service.entries());
		const first = take();
		const samples: Sample[] = [];

		for (let passed = 0; passed < duration; passed += sampleMs) {
			terminal.press(chance.pick(['j', 'k', 'tab', 'G', 'g', 'f', 'w', 'z']));
			await setTimeout(sampleMs);
			samples.push(take());
			results.cases += sampleMs / 1000;
		}

		// In the first half, V8 makes its heap as large as it needs.
		const middle = samples.length >> 1;
		const half = samples[middle] ?? first;
		// A single sample may come just after V8 has collected garbage.
		const growth =
			medianMemory(samples.slice(-5)) - medianMemory(samples.slice(middle - 2, middle + 3));
		const entries = service.entries() - half.entries;
		const files = Math.max(...samples.map(one => one.files)) - first.files;
		figure('requests', service.requests());
		figure('log entries of the second half', entries);
		figure('bytes grown for each of them', Math.round((growth * 1024) / entries));
		figure('KiB in the end', samples.at(-1)?.kibibytes ?? 0);
		const allowed = maxGrowth + (entries * maxEntryBytes) / 1024;
		assert.ok(growth < allowed, `it grew by ${growth} KiB with ${entries} entries`);
		assert.ok(files <= maxFiles, `${files} more files are open`);
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
		assertAllowed(terminal.raw().toString(), {sequences: true});
	},
};

function sample({pid}: TestTerminal, entries: number): Sample {
	const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
	return {kibibytes: Number(pages) * 4, files: readdirSync(`/proc/${pid}/fd`).length, entries};
}

function medianMemory(samples: readonly Sample[]): number {
	const sorted = samples.map(({kibibytes}) => kibibytes).toSorted((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Starts a service whose runs never end. A response has only the newest entries of the log (at most 50). */
async function startService(scope: Scope, chance: Chance) {
	let requested = 0;
	const lengths = new Map<string, number>();
	const {url} = await serve(scope, (request, response) => {
		requested++;
		const id = new URL(request.url ?? '', 'http://service/').searchParams.get('run_order_id') ?? '';
		const length = Math.min(2000, (lengths.get(id) ?? 0) + chance.between(0, 1));
		lengths.set(id, length);

		if (chance.happens(faultRate)) {
			response.destroy();
			return;
		}

		const logs = Array.from({length: Math.min(50, length)}, (_, index) => ({
			at: '2026-05-08T10:00:00Z',
			message: `step ${length - Math.min(50, length) + index} 国风人像`,
			level: 'info',
		}));
		response.end(
			JSON.stringify({code: 0, msg: '', data: {status: 'running', progress_percent: 50, logs}}),
		);
	});
	return {
		url: url.href,
		ids: Array.from({length: runs}, (_, index) => `wfrun_${index}`),
		requests: () => requested,
		entries: () => [...lengths.values()].reduce((sum, length) => sum + length, 0),
	};
}
