import assert from 'node:assert/strict';
import test from 'node:test';
import {cleanProse} from '../../source/core/text/sanitize.ts';
import {
	hyperlink,
	notificationSequence,
	passThrough,
	progressSequence,
	restoreTitle,
	titleSequence,
} from '../../source/terminal/status-sequences.ts';
import type {Terminal} from '../../source/terminal/terminal.ts';

const esc = '\u001B';
const st = `${esc}\\`;
const bell = '\u0007';

test('a link has the address and the label; one with user info or another protocol is none', () => {
	assert.equal(
		hyperlink('cdn.example', new URL('https://cdn.example/a?b=1')),
		`${esc}]8;;https://cdn.example/a?b=1${bell}cdn.example${esc}]8;;${bell}`,
	);

	for (const address of [
		'https://user@evil.example/',
		'https://:secret@evil.example/',
		'file:///etc/passwd',
		'javascript:alert(1)',
	]) {
		assert.equal(hyperlink('label', new URL(address)), 'label');
	}

	const hostile = new URL(`https://a.example/${st}${bell}x\u009C?${bell}#${esc}]8;;`);
	assert.equal(hyperlink('', hostile).replaceAll(/\P{Cc}/gu, ''), esc + bell + esc + bell);
});

test('the title is truncated and restored', () => {
	assert.equal(titleSequence(cleanProse('►2 chenyu-top')), `${esc}]0;►2 chenyu-top${bell}`);
	assert.equal([...titleSequence(cleanProse('好'.repeat(500)))].length, 120 + 5);
	assert.equal(restoreTitle, `${esc}]0;${bell}${esc}[23;0t`);
});

test('writes all states of the progress bar', () => {
	for (const [progress, parameters] of [
		[{kind: 'normal', percent: 57.9}, '1;57'],
		[{kind: 'error', percent: 200}, '2;100'],
		[{kind: 'indeterminate'}, '3;0'],
		[{kind: 'none'}, '0;0'],
	] as const) {
		assert.equal(progressSequence(progress), `${esc}]9;4;${parameters}${st}`);
	}
});

const notification = {
	title: cleanProse('chenyu-top: 4;1;50'),
	body: cleanProse('failed; 00:23'),
};

type Change = Partial<typeof notification & Pick<Terminal, 'multiplexer'> & {mayRing: boolean}>;

function written(
	protocol: Terminal['notifications'],
	{mayRing = true, multiplexer = null, ...parts}: Change = {},
): string {
	return notificationSequence({...notification, ...parts}, protocol, mayRing, {multiplexer});
}

test('each terminal gets its notification, an unknown one the bell', () => {
	assert.equal(written('osc9'), `${esc}]9;chenyu-top: 4;1;50: failed; 00:23${bell}`);
	assert.equal(written('osc777'), `${esc}]777;notify;chenyu-top: 4,1,50;failed, 00:23${bell}`);
	assert.deepEqual([written(null), written(null, {mayRing: false})], [bell, '']);
});

test('in tmux and screen a sequence is passed through, and the bell rings too', () => {
	const sequence = `${esc}]9;chenyu-top: 4;1;50: failed; 00:23${bell}`;
	assert.equal(written('osc9', {multiplexer: 'tmux'}), `${esc}Ptmux;${esc}${sequence}${st}${bell}`);
	const screen = {multiplexer: 'screen'} as const;
	assert.equal(passThrough(`${esc}]99;;x${st}`, screen), `${esc}P${esc}]99;;x${bell}${st}`);
	const strings = passThrough(`${esc}]52;c;${'x'.repeat(1_000)}${bell}`, screen).split(st);
	assert.ok(strings.every(string => string.length <= 252));
	assert.equal(
		strings.map(string => string.replace(`${esc}P`, '')).join(''),
		`${esc}]52;c;${'x'.repeat(1_000)}${bell}`,
	);
	assert.equal(passThrough('x', {multiplexer: null}), 'x');
});

test('hostile text cannot end a sequence', () => {
	const hostile = cleanProse(`a${esc}]0;owned${bell}\u009C\u009D52;c;AA${st}b\n`);

	for (const protocol of ['osc9', 'osc777'] as const) {
		const sequence = written(protocol, {title: hostile, body: hostile});
		// Only the introducer and the terminator of the sequence itself.
		assert.equal(sequence.match(/\p{Cc}/gu)?.length, 2, JSON.stringify(sequence));
	}

	assert.doesNotMatch(titleSequence(hostile).slice(2, -1), /\p{Cc}/u);
});
