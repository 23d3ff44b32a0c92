import assert from 'node:assert/strict';
import test from 'node:test';
import {cleanName} from '../../source/core/text/sanitize.ts';
import {messagesFor} from '../../source/i18n/index.ts';
import {paletteName} from '../../source/store/keys/key-of.ts';

const {compare, doctor, historyCommand, notice} = messagesFor('en');

test('a sentence agrees with its numbers, and says nothing of what is zero or unknown', () => {
	const origin = cleanName('https://a.example');
	const ended = {name: cleanName('resubmit'), end: {code: 0, line: cleanName('')}};
	const command = (runs: number, failed: number) =>
		notice({kind: 'own-command-ended', ...ended, runs, failed}, paletteName);

	for (const [sentence, expected] of [
		[
			historyCommand.synced(1, '2026-05-08', 0),
			'The history has 1 ended run since 2026-05-08, with their inputs.',
		],
		[
			historyCommand.synced(2, '2026-05-08', 1),
			'The history has 2 ended runs since 2026-05-08; the service refused the inputs of 1.',
		],
		[historyCommand.pruned(1, '1 MB'), '1 run was removed. The file takes 1 MB.'],
		[historyCommand.pruned(2, '1 MB'), '2 runs were removed. The file takes 1 MB.'],
		[doctor.reach(origin, null, 5), 'https://a.example responded in 5 ms and accepted the key'],
		[
			doctor.reach(origin, 1, 5),
			'https://a.example responded in 5 ms and accepted the key; the account has 1 run',
		],
		[
			doctor.reach(origin, 12, 5),
			'https://a.example responded in 5 ms and accepted the key; the account has 12 runs',
		],
		[compare.inputs(0, 0), 'none'],
		[compare.inputs(0, 1), '0 differ, 1 the same'],
		[command(1, 0), 'resubmit: exit code 0'],
		[command(2, 0), 'resubmit on 2 runs: exit code 0'],
		[command(2, 1), 'resubmit failed on 1 of 2 runs: exit code 0'],
	] as const) {
		assert.equal(sentence, expected);
	}
});
