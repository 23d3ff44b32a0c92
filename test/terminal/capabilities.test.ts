import assert from 'node:assert/strict';
import test from 'node:test';
import {
	capabilities,
	type Capabilities,
	type OutputInfo,
} from '../../source/terminal/capabilities.ts';
import type {Environment} from '../../source/terminal/environment.ts';

const linux: OutputInfo = {isTTY: true, platform: 'linux'};
const utf8 = {LANG: 'zh_CN.UTF-8'};

function of(env: Environment, fields: Partial<OutputInfo> = {}): Capabilities {
	return capabilities(env, {...linux, ...fields});
}

test('Detects the color level of the terminal', () => {
	assert.equal(of({TERM: 'xterm-256color'}).color, 2);
	assert.equal(of({TERM: 'xterm-256color', COLORTERM: 'truecolor'}).color, 3);
	assert.equal(of({TERM: 'xterm', COLORTERM: '24bit'}).color, 3);
	assert.equal(of({TERM: 'xterm-256color', COLORTERM: 'yes'}).color, 2);
	assert.equal(of({TERM: 'xterm-kitty'}).color, 3);
	assert.equal(of({TERM: 'foot'}).color, 3);
	assert.equal(of({TERM: 'xterm'}).color, 1);
	assert.equal(of({}).color, 0);
	assert.equal(of({}, {platform: 'win32'}).color, 3);
});

test('D4: no colors without a terminal, on a dumb one, and with NO_COLOR', () => {
	assert.equal(of({TERM: 'xterm-256color'}, {isTTY: false}).color, 0);
	assert.equal(of({TERM: 'dumb', COLORTERM: 'truecolor'}).color, 0);
	assert.equal(of({TERM: 'xterm-256color', NO_COLOR: '1'}).color, 0);
	assert.equal(of({TERM: 'xterm-256color', NO_COLOR: ''}).color, 2);
});

test('FORCE_COLOR overrides everything', () => {
	const forced = (value: string): number =>
		of({FORCE_COLOR: value, NO_COLOR: '1', TERM: 'dumb'}, {isTTY: false}).color;
	assert.deepEqual(['', 'true', '1', '2', '3', '0', 'false'].map(forced), [1, 1, 1, 2, 3, 0, 0]);
});

test('Hyperlinks only on terminals known to support them', () => {
	assert.equal(of({TERM_PROGRAM: 'WezTerm'}).hyperlinks, true);
	assert.equal(of({VTE_VERSION: '7600'}).hyperlinks, true);
	assert.equal(of({VTE_VERSION: '5000'}).hyperlinks, false);
	assert.equal(of({TERM: 'xterm-256color'}).hyperlinks, false);
	assert.equal(of({TERM_PROGRAM: 'WezTerm'}, {isTTY: false}).hyperlinks, false);
});

test('Non-ASCII glyphs need a UTF-8 locale, by the first variable that is set', () => {
	assert.equal(of(utf8).unicode, true);
	assert.equal(of({LC_ALL: 'C', ...utf8}).unicode, false);
	assert.equal(of({LC_ALL: '', LANG: 'en_US.utf8'}).unicode, true);
	assert.equal(of({}).unicode, false);
	assert.equal(of({}, {platform: 'darwin'}).unicode, true);
	assert.equal(of({...utf8, TERM: 'linux'}).unicode, false);
	assert.equal(of({...utf8, TERM: 'dumb'}).unicode, false);
	assert.equal(of({WT_SESSION: 'x'}, {platform: 'win32'}).unicode, true);
});
