import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {apiKey} from '../../e2e/key.ts';
import {node, program, temporaryFolder, type Scope} from '../../helpers/program.ts';
import {runFile} from '../../helpers/run-headless.ts';
import {runCases, type Part} from '../part.ts';
import {startServices} from '../terminal/services.ts';

/** How a write fails. `slowly` writes a few bytes at a time, which is no failure. */
const ways = ['always', 'once', 'partly', 'slowly'] as const;
/** More writes than the events of two runs take. */
const eventWrites = 20;
const texts = [['--help'], ['--version'], ['config'], ['config', '--json'], ['doctor']] as const;
const formats = ['--json', '--plain'] as const;
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

/**
 * For every n and format the n-th write to stdout fails. The program then writes one sentence to stderr, exits with
 * code 3, and does not report that the watch is done (K6).
 */
export const part: Part = {
	whole: cases.length,
	async run(context) {
		const {responding} = await startServices(context.scope);
		await runCases(context, cases, {limit: 2, nameOf}, async (scope, one) =>
			run(scope, one, responding),
		);
	},
};

function nameOf({args, nth, way}: Case): string {
	return `${args.join(' ')}: write ${nth} fails ${way}`;
}

async function run(
	scope: Scope,
	{args, isWatch, nth, way}: Case,
	watch: readonly string[],
): Promise<void> {
	const folder = temporaryFolder(scope);
	const file = join(folder, 'out');
	const preload = join(import.meta.dirname, '..', 'failing-writes.ts');
	const address = watch.slice(watch.indexOf('--base-url'));
	const words = [...args, ...(isWatch ? watch : args[0] === 'doctor' ? address : [])];
	const command = [node, '--import', preload, program(), ...words];
	const {code, stderr: marked} = await runFile('sh', ['-c', 'exec "$@" > "$0"', file, ...command], {
		env: {HOME: folder, CHENYU_API_KEY: apiKey, FAILING_WRITE: String(nth), FAILING_WAY: way},
		timeout: 60_000,
	});
	const written = readFileSync(file, 'utf8');
	const stderr = marked.replace('<failing>', '');

	if (stderr !== marked && way !== 'slowly') {
		assert.equal(code, 3, stderr);
		assert.match(stderr, sentence);
		assert.doesNotMatch(written, /"reason":"done"| done: /);
		assert.equal(written.split('\n').length, isWatch ? nth + 1 : 1, 'it writes after a failure');
	} else {
		assert.equal(code, 0, stderr);
		assert.equal(stderr, '');
		assert.match(written, isWatch ? /("event":"end",.*\}| done: .*)\n$/ : /\n$/);
	}
}
