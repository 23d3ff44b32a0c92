import assert from 'node:assert/strict';
import {once} from 'node:events';
import {readdirSync, readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout} from 'node:timers/promises';
import type {Chance} from '../../helpers/fault-chance.ts';
import {openTerminal, type TestTerminal} from '../../helpers/terminal.ts';
import {scoped, type Part} from '../part.ts';
import {readTerminal} from '../terminal-grammar.ts';

const minutes = 30;
const runs = 12;
const faulty = 0.01;
/** The first tenth, and at least so much, is for warming up. */
const minWarming = 15_000;
const betweenLooks = 5000;
const maxGrowth = 30 * 1024;
const maxFiles = 4;

type Look = {readonly kibibytes: number; readonly files: number};

/** The built program on a real terminal, in real time, on a service that fails now and then: memory and handles stay flat (D9). */
export const soakReal: Part = {
	name: 'soak-real',
	whole: minutes * 60,
	async run({chance, share, results, figure}) {
		const duration = Math.max(2 * minWarming, share(minutes * 60) * 1000);

		await scoped(async scope => {
			const service = await startService(chance);
			scope.after(async () => service.close());
			const terminal = openTerminal(scope, {
				args: [...service.ids, '--base-url', service.url, '--interval', '0.5'],
				env: {CHENYU_API_KEY: 'cy_campaign_soak_0123456789abcdef'},
				columns: 120,
				rows: 40,
			});
			await terminal.waitFor(/running/);
			await setTimeout(Math.max(minWarming, duration / 10));
			const first = look(terminal);
			const looks: Look[] = [];

			for (let passed = 0; passed < duration; passed += betweenLooks) {
				terminal.press(chance.pick(['j', 'k', 'tab', 'G', 'g', 'f', 'w', 'z']));
				await setTimeout(betweenLooks);
				looks.push(look(terminal));
				results.cases += betweenLooks / 1000;
			}

			const growth = median(looks.slice(-5).map(({kibibytes}) => kibibytes)) - first.kibibytes;
			const files = Math.max(...looks.map(one => one.files)) - first.files;
			figure('questions', service.asked());
			figure('KiB grown', growth);
			figure('KiB in the end', looks.at(-1)?.kibibytes ?? 0);
			assert.ok(growth < maxGrowth, `it grew by ${growth} KiB`);
			assert.ok(files <= maxFiles, `${files} more files are open`);
			terminal.press('q');
			assert.deepEqual(await terminal.exit, {code: 0, signal: null});
			const {offences} = readTerminal(terminal.raw().toString(), {sequences: true});
			assert.deepEqual(offences, []);
		});
	},
};

function look({pid}: TestTerminal): Look {
	const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
	return {kibibytes: Number(pages) * 4, files: readdirSync(`/proc/${pid}/fd`).length};
}

function median(numbers: readonly number[]): number {
	return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** Runs that go on and on, whose logs are heard of by their last entries. */
async function startService(chance: Chance) {
	let requested = 0;
	const told = new Map<string, number>();
	const server = createServer((request, response) => {
		requested++;
		const id = new URL(request.url ?? '', 'http://service/').searchParams.get('run_order_id') ?? '';
		const length = Math.min(2000, (told.get(id) ?? 0) + chance.between(0, 1));
		told.set(id, length);

		if (chance.happens(faulty)) {
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
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		ids: Array.from({length: runs}, (_, index) => `wfrun_${index}`),
		asked: () => requested,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
