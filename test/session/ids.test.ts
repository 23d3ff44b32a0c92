import assert from 'node:assert/strict';
import {createReadStream} from 'node:fs';
import {PassThrough, Readable} from 'node:stream';
import test from 'node:test';
import {cleanName} from '../../source/core/text/sanitize.ts';
import {messagesFor} from '../../source/session/catalogue.ts';
import {fullIds} from '../../source/session/full-ids.ts';
import {readIds} from '../../source/session/read-ids.ts';
import type {InputProblem} from '../../source/store/notice.ts';
import {settle} from '../helpers/fake-clock.ts';
import {execution} from '../polling/scripted-client.ts';
import {toTheEnd, watchHeadless} from './watch-headless.ts';

function reading(input: Readable) {
	const ids: string[] = [];
	const troubles: InputProblem[] = [];
	const end = Promise.withResolvers<void>();
	readIds(input, {
		add: more => ids.push(...more),
		warn: trouble => troubles.push(trouble),
		ended: end.resolve,
	});
	return {ids, troubles, end: end.promise};
}

async function readAll(...pieces: ReadonlyArray<string | Buffer>) {
	const {ids, troubles, end} = reading(Readable.from(pieces.map(piece => Buffer.from(piece))));
	await end;
	return {ids, troubles};
}

test('ids are added as they arrive, and the last line needs no newline', async () => {
	const input = new PassThrough();
	const {ids, end} = reading(input);
	input.write('wfrun_1\nwfru');
	await settle();
	assert.deepEqual(ids, ['wfrun_1']);
	input.write('n_2\n');
	await settle();
	assert.deepEqual(ids, ['wfrun_1', 'wfrun_2']);
	input.end('wfrun_3');
	await end;
	assert.deepEqual(ids, ['wfrun_1', 'wfrun_2', 'wfrun_3']);
});

test('a line has an id, a list or an address with ids; the first with another word is reported, as safe text', async () => {
	const numbered = (count: number) => Array.from({length: count}, (_, at) => `wfrun_${at + 1}`);
	const address = 'https://www.chenyu.cn/console/wfrun_0123456789abcdef0198?tab=wfrun_b2';

	for (const [text, ids, bad] of [
		['\uFEFFwfrun_1\n\n  wfrun_2 \r\n\t\n wfrun_3', numbered(3)],
		['', []],
		['wfrun_1,wfrun_2, "wfrun_3"\nwfrun_4，<wfrun_5>\n', numbered(5)],
		['0123456789abcdef\n', ['0123456789abcdef']],
		[`${address}\n`, ['wfrun_0123456789abcdef0198', 'wfrun_b2']],
		['wfrun_1\nhttps://www.chenyu.cn/\nb c\n', numbered(1), [2, 'https://www.chenyu.cn/']],
		['wfrun_1,a b\nwfrun_1', numbered(1), [1, 'wfrun_1,a b']],
		...['zzzz', '晨羽', '12', '--json', '123456789abcdef'].map(
			word => [word, [], [1, word]] as const,
		),
		['\u001B[31mred\n', [], [1, '^[[31mred']],
		['\uFFFD\n', [], [1, '\uFFFD']],
	] as ReadonlyArray<readonly [string, readonly string[], (readonly [number, string])?]>) {
		const read = await readAll(text);
		assert.deepEqual(read.ids, ids, text);
		const troubles = bad && [{kind: 'bad-line', line: bad[0], text: bad[1]}];
		assert.deepEqual(read.troubles, troubles ?? []);
	}
});

test('an unreadable input is reported and ends', async () => {
	const {troubles, end} = reading(createReadStream(import.meta.dirname));
	await end;
	assert.deepEqual(troubles, [{kind: 'input-unreadable', why: 'EISDIR'}]);
});

const over = {response: execution('succeeded')};

test('an input without ids ends the watch with exit code 3, as a watch that finds no run, unless --allow-empty', async t => {
	for (const [allowEmpty, expected, warnings] of [
		[false, [3, 'gave-up'], [messagesFor('en').input.noIds]],
		[true, [0, 'done'], []],
	] as const) {
		const input = new PassThrough();
		const script = {execution: () => over};
		const watch = watchHeadless(t, {ids: [], script, idInput: input, allowEmpty});
		input.end('\n\n');
		await settle();
		const {code, reason} = await toTheEnd(watch);
		assert.deepEqual([code, reason], expected);
		assert.deepEqual(watch.warnings, warnings);
	}
});

const context = {messages: messagesFor('en'), options: {certainIds: new Set<string>()}};
const {errors} = context.messages.usage;
const known = [
	'wfrun_314ff7d8b7a5beff1388',
	'wfrun_314fa7d8b7a5beff1399',
	'wfrun_0a1b2c3d4e5f60718293',
];

test('an id may be shortened to a unique beginning or end of a known run, and a whole one need not be known', async () => {
	const whole = 'wfrun_ffffffffffffffffffff';
	const typed = ['314ff', 'wfrun_0A1B', '1399', 'wfrun_ffff', 'wfrun_1', known[0] ?? '', whole];
	const asked: string[] = [];
	const sources = [
		async () => known.slice(0, 1),
		async (digits: string) => {
			asked.push(digits);
			return known;
		},
	];
	assert.deepEqual(await fullIds(typed, sources, context), [
		known[0],
		known[2],
		known[1],
		'wfrun_ffff',
		'wfrun_1',
		known[0],
		whole,
	]);
	assert.deepEqual(
		await fullIds(['0a1b'], [async () => [...known, ...known]], context),
		[known[2]],
		'a run that is watched and in the history is one run',
	);
	// The run list is asked only for what the watch list and the history do not know.
	assert.deepEqual(asked.toSorted(), ['0a1b', '1399', 'ffff']);
});

test('an ambiguous id is refused with the candidates, and a word that no known run has', async () => {
	for (const [typed, message] of [
		[
			'314f',
			'314f is short for 2 runs: wfrun_314ff7d8b7a5beff1388, wfrun_314fa7d8b7a5beff1399. Type more of the id.',
		],
		['ffff', errors.unknownRun(cleanName('ffff'))],
		['388', errors.unknownRun(cleanName('388'))],
	] as const) {
		await assert.rejects(fullIds([typed], [async () => known], context), {
			name: 'Refusal',
			message,
			exitCode: 2,
		});
	}
});
