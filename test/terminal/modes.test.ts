import assert from 'node:assert/strict';
import {closeSync, openSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test from 'node:test';
import {
	restoreShellModes,
	createTerminalRestore,
	writeAllSync,
} from '../../source/terminal/modes.ts';
import {VirtualScreen} from '../helpers/virtual-screen.ts';

/** What is on a screen after something was written to it. */
async function draw(written: string): Promise<VirtualScreen> {
	const screen = new VirtualScreen(40, 6, () => {});
	await new Promise<void>(resolve => {
		screen.write(written, resolve);
	});
	return screen;
}

const before = 'prompt\r\n';
const enter =
	'\u001B[?1049h\u001B[?25l\u001B[?2004h\u001B[?1003h\u001B[?1006h\u001B[?1004h\u001B[?2026h';

test('D1: from any place in a frame the terminal is as it was', async () => {
	for (const frame of [
		'',
		'text',
		'\u001B[1;31mred',
		'\u001B]8;;https://a.example\u0007link',
		'\u001B]0;half a title',
		'\u001B[3',
	]) {
		const screen = await draw(`${before}${enter}${frame}${restoreShellModes}$ `);
		assert.equal(screen.isAlternate, false);
		assert.equal(screen.cursorVisible, true);
		assert.equal(screen.modes.bracketedPasteMode, false);
		assert.equal(screen.modes.mouseTrackingMode, 'none');
		assert.equal(screen.modes.sendFocusMode, false);
		assert.deepEqual(screen.lines().slice(0, 2), ['prompt', '$']);
		screen.dispose();
	}
});

test('D1: a string that was cut is ended first, as not every terminal takes an escape for its end', () => {
	assert.ok(restoreShellModes.startsWith('\u001B\\'));
});

test('D1: on the main screen nothing moves', async () => {
	const screen = await draw(`${before}${enter}\u001B[?1049l receipt\r\n${restoreShellModes}$ `);
	assert.deepEqual(screen.lines().slice(0, 3), ['prompt', ' receipt', '$']);
	screen.dispose();
});

test('D1: it is done once, each step whatever became of the others', () => {
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

test('The last words are written whole, in however many pieces', t => {
	const file = path.join(tmpdir(), `modes-${process.pid}`);
	const descriptor = openSync(file, 'w');
	t.after(() => rmSync(file));
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

test('D3: a full pipe is tried again but not for ever, one that is gone is told', () => {
	let tries = 0;
	writeAllSync(1, 'x', () => {
		tries++;
		throw Object.assign(new Error('full'), {code: 'EAGAIN'});
	});
	assert.equal(tries, 20);
	assert.throws(() => {
		writeAllSync(1, 'x', () => {
			throw Object.assign(new Error('gone'), {code: 'EIO'});
		});
	}, /gone/);
});
