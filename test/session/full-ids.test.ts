import assert from 'node:assert/strict';
import test from 'node:test';
import {cleanName} from '../../source/core/text/sanitize.ts';
import {messagesFor} from '../../source/session/catalogue.ts';
import {fullIds} from '../../source/session/full-ids.ts';

const messages = messagesFor('en');
const known = [
	'wfrun_314ff7d8b7a5beff1388',
	'wfrun_314fa7d8b7a5beff1399',
	'wfrun_0a1b2c3d4e5f60718293',
];

test('an id may be shortened to a unique beginning or end of a known run, and a whole one need not be known', async () => {
	const whole = 'wfrun_ffffffffffffffffffff';
	const typed = ['314ff', 'wfrun_0a1b', '1399', 'wfrun_ffff', 'wfrun_1', known[0] ?? '', whole];
	const asked: string[] = [];
	const sources = [
		async () => known.slice(0, 1),
		async (digits: string) => {
			asked.push(digits);
			return known;
		},
	];
	assert.deepEqual(await fullIds(typed, sources, messages), [
		known[0],
		known[2],
		known[1],
		'wfrun_ffff',
		'wfrun_1',
		known[0],
		whole,
	]);
	assert.deepEqual(
		await fullIds(['0a1b'], [async () => [...known, ...known]], messages),
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
		['ffff', messages.usage.errors.unknownRun(cleanName('ffff'))],
		['388', messages.usage.errors.unknownRun(cleanName('388'))],
	] as const) {
		await assert.rejects(fullIds([typed], [async () => known], messages), {
			name: 'Refusal',
			message,
			exitCode: 2,
		});
	}
});
