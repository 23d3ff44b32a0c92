import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import test from 'node:test';
import type {Environment} from '../../source/terminal/platform.ts';
import {queryTerminal, unknownTerminal, type TerminalReport} from '../../source/terminal/query.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

const kitty = '\u001B_Gi=1129272;OK\u001B\\';
const attributes = '\u001B[?62;22c';
const sixel = '\u001B[?62;4;22c';

/** Asks a terminal that sends `responses`. Without the response to DA1, it is silent until the timeout. */
async function ask(
	responses: readonly string[],
	{env = {}, isMultiplexed = false}: {env?: Environment; isMultiplexed?: boolean} = {},
): Promise<TerminalReport & {readonly asked: string}> {
	const input = new EventEmitter();
	const clock = new FakeClock();
	let asked = '';
	const report = queryTerminal({
		env,
		terminal: {isMultiplexed},
		clock,
		write: sequence => (asked += sequence),
		listen(listener) {
			input.on('sent', listener);
			return () => input.off('sent', listener);
		},
	});
	responses.forEach(response => input.emit('sent', response));
	clock.advance(responses.join('').endsWith('c') ? 0 : 1000);
	const {background, protocol, cell} = await report;
	assert.deepEqual([input.listenerCount('sent'), clock.pending], [0, 0]);
	return {background, protocol, cell, asked};
}

test('one query asks for everything; the responses may come in chunks, with keys between them', async () => {
	const chunks = ['j\u001B]11;rgb:ff', 'ff/ffff/ffff\u001B\\', kitty.slice(0, 5), kitty.slice(5)];
	const {asked, ...report} = await ask([...chunks, 'k\u001B[6;20;10t', sixel]);
	assert.deepEqual(report, {
		background: 'light',
		protocol: 'kitty',
		cell: {width: 10, height: 20},
	});
	assert.ok(
		asked.startsWith('\u001B]11;?\u001B\\\u001B_G') && asked.endsWith('\u001B[16t\u001B[c'),
	);
});

test('what the terminal does not tell is unknown', async () => {
	for (const responses of [
		[],
		['\u001B]11;?\u001B\\'],
		[attributes],
		[`\u001B[6;0;0t${attributes}`],
	]) {
		const {asked: _asked, ...report} = await ask(responses);
		assert.deepEqual(report, unknownTerminal);
	}

	assert.equal((await ask([`\u001B]10;rgb:ffff/ffff/ffff\u0007${attributes}`])).background, null);
});

test('parses the background color and its brightness', async () => {
	for (const [response, background] of [
		['rgb:1e1e/1e1e/2e2e', 'dark'],
		['rgb:ffff/ffff/ffff', 'light'],
		['rgb:fd/f6/e3', 'light'],
		['rgb:0/0/f', 'dark'],
		// Green counts most for the brightness, blue least.
		['rgb:0000/ffff/0000', 'light'],
		['rgba:0000/0000/ffff/ffff', 'dark'],
	] as const) {
		const report = await ask([`\u001B]11;${response}\u0007${attributes}`]);
		assert.equal(report.background, background, response);
	}
});

test('prefers kitty, then iTerm2, then sixel', async () => {
	for (const [response, env, protocol] of [
		[kitty + sixel, {TERM_PROGRAM: 'WezTerm'}, 'kitty'],
		[sixel, {TERM_PROGRAM: 'WezTerm'}, 'iterm'],
		[attributes, {LC_TERMINAL: 'iTerm2'}, 'iterm'],
		[sixel, {}, 'sixel'],
		[`\u001B_Gi=1129272;ENOTSUPPORTED\u001B\\${attributes}`, {TERM: 'xterm-kitty'}, 'cells'],
	] as const) {
		assert.equal((await ask([response], {env})).protocol, protocol);
	}
});

test('no images in a multiplexer, and on terminals that print the query', async () => {
	for (const options of [
		{isMultiplexed: true, env: {TERM_PROGRAM: 'iTerm.app'}},
		{env: {TERM: 'linux'}},
		{env: {TERM_PROGRAM: 'Apple_Terminal'}},
	]) {
		const {asked, ...report} = await ask([`\u001B]11;rgb:0/0/0\u0007${sixel}`], options);
		assert.equal(asked, '\u001B]11;?\u001B\\\u001B[c');
		assert.deepEqual(report, {...unknownTerminal, background: 'dark'});
	}
});
