import assert from 'node:assert/strict';
import test from 'node:test';
import {osc52} from '../../source/terminal/copy-text.ts';

const sequence = '\u001B]52;c;5paH5a2X\u0007';

test('Encodes the text as UTF-8 in base64', () => {
	assert.equal(osc52('文字', {}), sequence);
});

test('tmux gets the sequence bare and passed through, with doubled escapes', () => {
	assert.equal(
		osc52('文字', {TMUX: '/tmp/tmux-0/default,1,0'}),
		`${sequence}\u001BPtmux;\u001B${sequence}\u001B\\`,
	);
});

test('GNU screen gets the sequence in short DCS strings', () => {
	const wrapped = osc52('x'.repeat(1_000), {STY: '1.tty'}) ?? '';
	const strings = wrapped
		.split('\u001B\\')
		.slice(0, -1)
		.map(string => {
			assert.ok(string.startsWith('\u001BP'));
			return string.slice(2);
		});
	assert.ok(strings.every(string => string.length <= 250));
	assert.equal(strings.join(''), osc52('x'.repeat(1_000), {}));
});

test('Returns null for a text that terminals would truncate', () => {
	assert.notEqual(osc52('x'.repeat(74_994), {}), null);
	assert.equal(osc52('x'.repeat(74_995), {}), null);
	assert.equal(osc52('文'.repeat(25_000), {}), null);
});
