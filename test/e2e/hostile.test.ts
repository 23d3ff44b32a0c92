import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {readEvents} from './events.ts';
import {watchHeadless, watchOnScreen} from './watch.ts';

/** All that the program itself has to say to a terminal besides text: what moves, erases, colours, and sets modes. */
const own = new RegExp(
	[
		String.raw`\u001B\[[\d;]*[ABCDEFGHJKmfu]`,
		String.raw`\u001BD\u0008`,
		String.raw`\u001B\[\?[\d;]+[hlu]`,
		String.raw`\u001B\[\?u`,
		String.raw`\u001B\[[<>=]\d*u`,
		// The end of what a cut frame may have left open, and the cursor's place.
		String.raw`\u001B[78\\]`,
		// The window's title: counts, and nothing from outside; kept before, and given back.
		String.raw`\u001B\]0;(?:(?:[✗►○◌?⊘✓]\d+ )*chenyu-top)?\u0007`,
		String.raw`\u001B\[2[23];0t`,
		// What was copied: of the failure card, which is cleaned like the screen.
		String.raw`\u001B\]52;c;[\w+/=]+\u0007`,
		// A link, and its end.
		String.raw`\u001B\]8;[^;\u0007\u001B]*;([^\u0007\u001B]*)(?:\u0007|\u001B\\)`,
	].join('|'),
	'g',
);

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
		assert.match(seen.join('\n'), /clear ␛\[2J␛\[H␛\[3J end/);
		assert.equal(terminal.title, '');

		const written = terminal.raw().toString();
		const [, copied = ''] = /\]52;c;([\w+/=]+)/.exec(written) ?? [];
		assertText(Buffer.from(copied, 'base64').toString());
		assert.ok(copied !== '');
		const links = [...written.matchAll(own)].map(([, address = '']) => address);
		assert.deepEqual(
			links.filter(address => address !== '' && !address.startsWith(`${origin}/media/`)),
			[],
		);
		assert.ok(links.some(address => address.startsWith(`http://${host}/`)));
		assertText(written.replaceAll(own, '').replaceAll('\r\n', '\n').replaceAll('\r', ''));
		// Each text ends in a word that shows that nothing swallowed it.
		assert.match(written, /clipboard ␛\]52;c;cm0gLXJmIH4=␇ end/);
		assert.match(written, /unterminated ␛\]8;;https:\/\/evil\.example\/ end/);
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
				assert.ok(/WARN 10.* clear ␛\[2J␛\[H␛\[3J end\n/.test(stdout));
			}
		});
	}
});

/** Asserts that there is nothing in it but text and line ends: no C0, no DEL, no C1. */
function assertText(written: string): void {
	const [found] = /.{0,30}(?!\n)\p{Cc}.{0,10}/u.exec(written) ?? [];
	assert.equal(found, undefined, JSON.stringify(found));
}
