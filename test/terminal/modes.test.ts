import assert from 'node:assert/strict';
import {closeSync, openSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {
	createTerminalRestore,
	restoreShellModes,
	writeAllSync,
} from '../../source/terminal/modes.ts';
import {temporaryFolder} from '../helpers/program.ts';
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

test('D1: restores once, and runs each step even if another one fails', () => {
	const done: string[] = [];
	const restore = createTerminalRestore({
		unmount: () => {
			done.push('down');
			throw new Error('render error');
		},
		endRawMode: () => {
			done.push('cooked');
			throw new Error('EIO');
		},
		write: text => done.push(text),
	});
	restore();
	restore();
	assert.deepEqual(done, ['down', restoreShellModes, 'cooked']);
});

test('Writes all bytes, in as many calls as needed', t => {
	const file = join(temporaryFolder(t), 'written');
	const descriptor = openSync(file, 'w');
	writeAllSync(descriptor, '文字');
	closeSync(descriptor);
	assert.equal(readFileSync(file, 'utf8'), '文字');

	const written: number[] = [];
	writeAllSync(1, 'abcdef', (_, bytes) => {
		const [first, second] = bytes as Buffer;
		written.push(first ?? 0, second ?? 0);
		return 2;
	});
	assert.equal(String.fromCharCode(...written), 'abcdef');
});

test('D3: retries a full terminal for a limited time; throws other errors', () => {
	let tries = 0;
	writeAllSync(1, 'x', () => {
		tries++;
		throw Object.assign(new Error('full'), {code: 'EAGAIN'});
	});
	assert.equal(tries, 100);
	assert.throws(() => {
		writeAllSync(1, 'x', () => {
			throw Object.assign(new Error('gone'), {code: 'EIO'});
		});
	}, /gone/);
});
