import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {hostile} from '../helpers/hostile-scenario.ts';
import {readTerminal} from '../helpers/terminal-grammar.ts';
import {assertText} from './assert-output.ts';
import {copiedText, leave, watchHeadless, watchOnScreen} from './watch.ts';

/* oxlint-disable no-control-regex -- terminal output has control characters */
const copying = /\u001B\]52;c;[\w+/=]+\u0007/;
/**
 * Matches the escape sequence that sets the window title, if the title contains only counts of runs and the name of
 * the program, or is empty.
 */
const title = /^\u001B\]0;(?:(?:[✗►○◌?⊘✓]\d+ )*chenyu-top)?\u0007$/;
const link = /^\u001B\]8;[^;]*;([^\u0007\u001B]*)/;

suite('a service that attacks the terminal', {concurrency: 3}, () => {
	test('on the screen its text stays text', async t => {
		const {service, terminal} = await watchOnScreen(t, {
			scenario: hostile(),
			env: {VTE_VERSION: '7600'},
			columns: 200,
			rows: 50,
		});
		const {origin, host} = service.origin;
		await terminal.play(['', /✓ 19/], ['s g', / added▴/]);

		for (const id of service.runOrderIds) {
			await terminal.play(
				['', id],
				['', screen => /[✓✗?] [^│]+┤$/.test(screen[1] ?? '')],
				['3 g', /▸3 Log[^]*execution started|▸3 Log[^]*1 line/],
				['T', '▸Nodes'],
				['T G 4 G', '▸4 Outputs'],
			);
			terminal.press('1', 'j');
			assert.equal(terminal.isAlternate(), true);
			assert.equal(terminal.cursorVisible, false);
		}

		assert.match(terminal.screen().join('\n'), /clear \^\[\[2J\^\[\[H\^\[\[3J end/);
		assert.equal(terminal.title, '✗1 ?1 ✓19 chenyu-top');
		await terminal.play(
			['/ "status:failed" enter', /▸1 Runs ─ \/status:failed 1 of 21[^]*✗ failed[^]*\? help/],
			['x', /▸Why it failed[^]*end real[^]*fake end first[^]*end real[^]*fake end first/],
			['y', 'copied the failure card'],
			['q', /▸1 Runs.* 1 of 21/],
		);
		await leave(terminal);
		assert.equal(terminal.title, '');
		assert.notEqual(copiedText(terminal), '');
		assertText(copiedText(terminal));

		const written = terminal.raw().toString();
		const {sequences, violations} = readTerminal(written.replace(copying, ''), {sequences: true});
		assert.deepEqual(violations, []);
		assert.deepEqual(
			sequences.filter(sequence => sequence.startsWith('\u001B]0;') && !title.test(sequence)),
			[],
		);
		const links = sequences.flatMap(sequence => link.exec(sequence)?.[1] ?? []);
		assert.deepEqual(
			links.filter(address => address !== '' && !address.startsWith(`${origin}/media/`)),
			[],
		);
		assert.ok(links.some(address => address.startsWith(`http://${host}/`)));
		// The last word of each text shows that nothing hid it.
		assert.match(written, /clipboard \^\[\]52;c;cm0gLXJmIH4=\^G end/);
		assert.match(written, /unterminated \^\[\]8;;https:\/\/evil\.example\/ end/);
	});

	for (const format of ['--plain', '--json']) {
		test(`with ${format} every line is text`, async t => {
			const result = await watchHeadless(t, {scenario: hostile(), args: [format, '--once']});
			const {stdout, stderr, code} = result;
			assert.deepEqual([code, stderr], [1, '']);
			assertText(stdout);

			if (format === '--json') {
				assert.ok(!/[\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/.test(stdout));
				const messages = result.events.map(({message}) => message);
				assert.ok(messages.includes('clear \u001B[2J\u001B[H\u001B[3J end'), 'JSON is exact');
			} else {
				assert.ok(/WARN 10.* clear \^\[\[2J\^\[\[H\^\[\[3J end\n/.test(stdout));
			}
		});
	}
});
