import assert from 'node:assert/strict';
import test from 'node:test';
import {restoreShellModes} from '../../source/terminal/modes.ts';
import {writeNow} from '../../source/terminal/output/terminal-stream.ts';
import {VirtualScreen} from '../helpers/virtual-screen.ts';

async function draw(written: string): Promise<VirtualScreen> {
	const screen = new VirtualScreen(40, 6, () => {});
	await screen.draw(written);
	return screen;
}

const before = 'prompt\r\n';
const enter =
	'\u001B[?1049h\u001B[?25l\u001B[?2004h\u001B[?1003h\u001B[?1006h\u001B[?1004h\u001B[?2026h';

test('restores the terminal from the middle of any frame', async () => {
	for (const frame of [
		'text',
		'\u001B[1;31mred',
		'\u001B]8;;https://a.example\u0007link',
		'\u001B]0;half a title',
		'\u001B[3',
	]) {
		const screen = await draw(`${before}${enter}${frame}${restoreShellModes}$ `);
		assert.deepEqual([screen.isAlternate(), screen.cursorVisible], [false, true]);
		assert.partialDeepStrictEqual(
			{...screen.modes},
			{bracketedPasteMode: false, mouseTrackingMode: 'none', sendFocusMode: false},
		);
		assert.deepEqual(screen.lines().slice(0, 2), ['prompt', '$']);
		screen.dispose();
	}
});

test('starts with ST, because an escape does not end a string on every terminal', () => {
	assert.ok(restoreShellModes.startsWith('\u001B\\'));
});

test('keeps the cursor on the main screen', async () => {
	const screen = await draw(`${before}${enter}\u001B[?1049l receipt\r\n${restoreShellModes}$ `);
	assert.deepEqual(screen.lines().slice(0, 3), ['prompt', ' receipt', '$']);
	screen.dispose();
});

test('writes all bytes, in as many calls as needed', () => {
	let written = '';
	writeNow({fd: 1, isTTY: false}, 'abcdef', (_, bytes) => {
		const some = (bytes as Buffer).subarray(0, 4);
		written += some.toString();
		return some.length;
	});
	assert.equal(written, 'abcdef');
});

test('retries a full terminal for a limited time; throws other errors', () => {
	const failing = (code: string) => () => {
		tries++;
		throw Object.assign(new Error(code), {code});
	};
	let tries = 0;
	writeNow({fd: 1, isTTY: false}, 'x', failing('EAGAIN'));
	assert.equal(tries, 100);
	assert.throws(() => writeNow({fd: 1, isTTY: false}, 'x', failing('EIO')), /EIO/);
});
