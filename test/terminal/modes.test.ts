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

test('D1: restores the terminal from the middle of any frame', async () => {
	for (const frame of [
		'',
		'text',
		'\u001B[1;31mred',
		'\u001B]8;;https://a.example\u0007link',
		'\u001B]0;half a title',
		'\u001B[3',
	]) {
		const screen = await draw(`${before}${enter}${frame}${restoreShellModes}$ `);
		assert.equal(screen.isAlternate(), false);
		assert.equal(screen.cursorVisible, true);
		assert.equal(screen.modes.bracketedPasteMode, false);
		assert.equal(screen.modes.mouseTrackingMode, 'none');
		assert.equal(screen.modes.sendFocusMode, false);
		assert.deepEqual(screen.lines().slice(0, 2), ['prompt', '$']);
		screen.dispose();
	}
});

test('D1: starts with ST, because an escape does not end a string on every terminal', () => {
	assert.ok(restoreShellModes.startsWith('\u001B\\'));
});

test('D1: keeps the cursor on the main screen', async () => {
	const screen = await draw(`${before}${enter}\u001B[?1049l receipt\r\n${restoreShellModes}$ `);
	assert.deepEqual(screen.lines().slice(0, 3), ['prompt', ' receipt', '$']);
	screen.dispose();
});

test('D1: writes all bytes, in as many calls as needed', () => {
	let written = '';
	writeNow({fd: 1, isTTY: false}, 'abcdef', (_, bytes) => {
		const some = (bytes as Buffer).subarray(0, 4);
		written += some.toString();
		return some.length;
	});
	assert.equal(written, 'abcdef');
});

test('D3: retries a full terminal for a limited time; throws other errors', () => {
	const failing = (code: string) => () => {
		tries++;
		throw Object.assign(new Error(code), {code});
	};
	let tries = 0;
	writeNow({fd: 1, isTTY: false}, 'x', failing('EAGAIN'));
	assert.equal(tries, 100);
	assert.throws(() => writeNow({fd: 1, isTTY: false}, 'x', failing('EIO')), /EIO/);
});
