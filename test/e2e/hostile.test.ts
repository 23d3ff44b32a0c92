/* oxlint-disable no-control-regex -- what programs write to terminals is full of them. */
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {readTerminal} from '../campaign/terminal-grammar.ts';
import {readEvents} from './events.ts';
import {watchHeadless, watchOnScreen} from './watch.ts';

/** What was copied: of the failure card, which is cleaned like the screen. */
const copy = /\u001B\]52;c;([\w+/=]+)\u0007/;
/** The window's title: counts, and nothing from outside. */
const title = /^\u001B\]0;(?:(?:[✗►○◌?⊘✓]\d+ )*chenyu-top)?\u0007$/;
/** A link, or its end. */
const link = /^\u001B\]8;[^;]*;([^\u0007\u001B]*)/;

suite('a service that attacks the terminal', {concurrency: 3}, () => {
	test('on the screen its text stays text (T1, T3, T6, T10)', async t => {
		const {service, terminal} = await watchOnScreen(t, {
			scenario: 'hostile',
			env: {FORCE_HYPERLINK: '1'},
			columns: 200,
			rows: 50,
		});
		const {origin, host} = service.origin;
		await terminal.waitFor(/21 succeeded|✓ 2\d/);

		for (const id of service.runOrderIds) {
			await terminal.waitFor(id);
			await terminal.waitFor(screen => /[✓✗?] [^│]+│$/.test(screen[1] ?? ''));
			terminal.press('3', 'g');
			await terminal.waitFor(/▸Log[^]*execution started|▸Log[^]*1 line/);
			terminal.press('T');
			await terminal.waitFor('▸Nodes');
			terminal.press('T', 'G', '4', 'G');
			await terminal.waitFor('▸Outputs');
			terminal.press('1', 'j');
			assert.equal(terminal.isAlternate(), true);
			assert.equal(terminal.cursorVisible, false);
		}

		const seen = terminal.screen();
		assert.equal(terminal.title, '✗1 ?1 ✓19 chenyu-top');
		terminal.press('/');
		terminal.type('status:failed');
		terminal.press('enter');
		await terminal.waitFor('✗ failed');
		terminal.press('x');
		await terminal.waitFor(/▸Why it failed[^]*reason +fake end[^]*detail +fake end/);
		terminal.press('y');
		await terminal.waitFor('copied the failure card');
		terminal.press('q');
		await terminal.waitFor('▸Runs 1 of 21');
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
		assert.match(seen.join('\n'), /clear \^\[\[2J\^\[\[H\^\[\[3J end/);
		assert.equal(terminal.title, '');

		const written = terminal.raw().toString();
		const [copying = '', copied = ''] = copy.exec(written) ?? [];
		assertText(Buffer.from(copied, 'base64').toString());
		assert.ok(copied !== '');
		const {sequences, violations} = readTerminal(written.replaceAll(copying, ''), {
			sequences: true,
		});
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
		// Each text ends in a word that shows that nothing swallowed it.
		assert.match(written, /clipboard \^\[\]52;c;cm0gLXJmIH4=\^G end/);
		assert.match(written, /unterminated \^\[\]8;;https:\/\/evil\.example\/ end/);
	});

	for (const face of ['--plain', '--json']) {
		test(`with ${face} every line is text (T1, T13)`, async t => {
			const {stdout, stderr, code} = await watchHeadless(t, {
				scenario: 'hostile',
				args: [face, '--once'],
			});
			assert.deepEqual([code, stderr], [1, '']);
			assertText(stdout);

			if (face === '--json') {
				assert.ok(!/[\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/.test(stdout));
				const messages = readEvents(stdout).map(({message}) => message);
				assert.ok(messages.includes('clear \u001B[2J\u001B[H\u001B[3J end'), 'JSON is exact');
			} else {
				assert.ok(/WARN 10.* clear \^\[\[2J\^\[\[H\^\[\[3J end\n/.test(stdout));
			}
		});
	}
});

/** Asserts that there is nothing in it but text and line ends: no C0, no DEL, no C1. */
function assertText(written: string): void {
	const [found] = /.{0,30}(?!\n)\p{Cc}.{0,10}/u.exec(written) ?? [];
	assert.equal(found, undefined, JSON.stringify(found));
}
