import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, mkdtempSync, openSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {node, program, testEnvironment} from '../../helpers/program.ts';
import {inParallel, scoped, type Part} from '../part.ts';
import {startServices} from '../terminal/services.ts';
import {apiKey} from '../terminal/shell.ts';

/** How a write fails; `slowly` takes a few bytes at a time and is no failure. */
const ways = ['always', 'once', 'partly', 'slowly'] as const;
/** Writes that the events of two runs take, and some more than that. */
const eventWrites = 20;
const texts = [['--help'], ['--version'], ['config'], ['config', '--json'], ['doctor']] as const;
const formats = ['--json', '--plain'] as const;
const whole = ways.length * (texts.length + formats.length * eventWrites);
const atOnce = 2;
const timeout = 60_000;
const sentence = /^chenyu-top: Standard output could not be written \((ENOSPC|EFBIG)\)[^\n]+\n$/;

type Case = {
	readonly args: readonly string[];
	readonly isWatch: boolean;
	readonly nth: number;
	readonly way: (typeof ways)[number];
};

const cases: readonly Case[] = ways.flatMap(way => [
	...texts.map(args => ({args, isWatch: false, nth: 0, way})),
	...formats.flatMap(format =>
		Array.from({length: eventWrites}, (_, nth) => ({
			args: [format, '--once'],
			isWatch: true,
			nth,
			way,
		})),
	),
]);

/** The n-th write of standard output fails, for every n and in each format: one sentence, exit code 3, and no end that says done (K6). */
export const stdoutFails: Part = {
	name: 'stdout-fails',
	whole,
	async run({chance, share, only, results}) {
		const wanted = cases.filter(one => only?.test(nameOf(one)) ?? true);

		await scoped(async scope => {
			const {answering} = await startServices(scope);

			await inParallel(chance.sample(wanted, share(wanted.length)), atOnce, async one => {
				await results.caseAsync(nameOf(one), async () => {
					await writeThrough(one, answering);
				});
			});
		});
	},
};

function nameOf({args, nth, way}: Case): string {
	return `${args.join(' ')}: write ${nth} fails ${way}`;
}

async function writeThrough(
	{args, isWatch, nth, way}: Case,
	watch: readonly string[],
): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'chenyu-top-campaign-'));
	const file = join(folder, 'out');
	const output = openSync(file, 'w');

	try {
		const preload = join(import.meta.dirname, '..', 'failing-writes.ts');
		const address = watch.slice(watch.indexOf('--base-url'));
		const words = [...args, ...(isWatch ? watch : args[0] === 'doctor' ? address : [])];
		const child = spawn(node, ['--import', preload, program(), ...words], {
			env: testEnvironment({
				HOME: folder,
				CHENYU_API_KEY: apiKey,
				FAILING_WRITE: String(nth),
				FAILING_WAY: way,
			}),
			stdio: ['ignore', output, 'pipe'],
			timeout,
			killSignal: 'SIGKILL',
		});
		const [said, [code]] = await Promise.all([
			text(child.stderr as NodeJS.ReadableStream),
			once(child, 'close') as Promise<[number | null]>,
		]);
		const written = readFileSync(file, 'utf8');
		const stderr = said.replace('<failing>', '');

		if (stderr !== said && way !== 'slowly') {
			assert.equal(code, 3, stderr);
			assert.match(stderr, sentence);
			assert.doesNotMatch(written, /"reason":"done"| done: /);
			assert.equal(written.split('\n').length, isWatch ? nth + 1 : 1, 'it writes after a failure');
		} else {
			assert.equal(code, 0, stderr);
			assert.equal(stderr, '');
			assert.match(written, isWatch ? /("event":"end",.*\}| done: .*)\n$/ : /\n$/);
		}
	} finally {
		closeSync(output);
		rmSync(folder, {recursive: true, force: true});
	}
}
