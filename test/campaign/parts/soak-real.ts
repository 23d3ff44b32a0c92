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
const runs = 12;
const faultRate = 0.01;
/** The warm-up takes a tenth of the time, and at least this. */
const minWarmUpMs = 15_000;
const sampleMs = 5000;
const maxGrowth = 30 * 1024;
const maxFiles = 4;

type Sample = {readonly kibibytes: number; readonly files: number};

/**
 * Runs the built program for half an hour with random faults. Asserts that its memory and its number of open files
 * hardly increase.
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
		const first = sample(terminal);
		const samples: Sample[] = [];

		for (let passed = 0; passed < duration; passed += sampleMs) {
			terminal.press(chance.pick(['j', 'k', 'tab', 'G', 'g', 'f', 'w', 'z']));
			await setTimeout(sampleMs);
			samples.push(sample(terminal));
			results.cases += sampleMs / 1000;
		}

		const growth = median(samples.slice(-5).map(({kibibytes}) => kibibytes)) - first.kibibytes;
		const files = Math.max(...samples.map(one => one.files)) - first.files;
		figure('requests', service.requests());
		figure('KiB grown', growth);
		figure('KiB in the end', samples.at(-1)?.kibibytes ?? 0);
		assert.ok(growth < maxGrowth, `it grew by ${growth} KiB`);
		assert.ok(files <= maxFiles, `${files} more files are open`);
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
		assertAllowed(terminal.raw().toString(), {sequences: true});
	},
};

function sample({pid}: TestTerminal): Sample {
	const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
	return {kibibytes: Number(pages) * 4, files: readdirSync(`/proc/${pid}/fd`).length};
}

function median(numbers: readonly number[]): number {
	return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
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
	};
}
