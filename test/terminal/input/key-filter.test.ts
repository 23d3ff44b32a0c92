import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {KeyFilter, type MouseEvent} from '../../../source/terminal/input/key-filter.ts';

const esc = '\u001B';
const st = `${esc}\\`;

/** Responses and reports of terminals: strings, and control sequences. */
const replies = [
	`${esc}]11;rgb:1e1e/1e1e/2e2e${st}`,
	`${esc}]52;c;cXVpdA==\u0007`,
	`${esc}]4;1;rgb:00/00/00\u009C`,
	`${esc}P>|xterm(390)${st}`,
	`${esc}P1+r544e=787465726d${st}`,
	`${esc}_Gi=1;OK${st}`,
	...'?64;1;2;6;9;15;18;21;22c >41;390;0c =0c 24;80R ?24;80R I O ?2026;2$y 4;2$y 8;24;80t 0n ?997;1n <0;10;5m <35;10;5M'
		.split(' ')
		.map(reply => `${esc}[${reply}`),
];
const mouseReports = [`${esc}[<0;10;5M`, `${esc}[<64;999;1M`, `${esc}[<65;210;50M`];

/** Keys and pastes that pass unchanged. */
const keys: readonly string[] = [
	...'jG文\r\t\u007F\u0003\u001A',
	'👍🏽',
	...'[A [1;5C OB [5~ [Z [3~ [H j [97;5u [1;2P'.split(' ').map(key => `${esc}${key}`),
	`${esc}${esc}[A`,
	`${esc}[200~a ${esc}[I${esc}]11;x\u0007 b\r\n${esc}[201~`,
];
/** Sequences of some of the keys F1 to F12, and the single character by which the filter replaces each of them. */
const functionKeys: ReadonlyArray<readonly [sent: string, read: string]> = [
	[`${esc}OP`, '\u{F101}'],
	[`${esc}[11~`, '\u{F101}'],
	[`${esc}[[A`, '\u{F101}'],
	[`${esc}OQ`, '\u{F102}'],
	[`${esc}[13~`, '\u{F103}'],
	[`${esc}[[D`, '\u{F104}'],
	[`${esc}[15~`, '\u{F105}'],
	[`${esc}[17~`, '\u{F106}'],
	[`${esc}[18~`, '\u{F107}'],
	[`${esc}[20~`, '\u{F109}'],
	[`${esc}[24~`, '\u{F10C}'],
];

function all(...chunks: readonly string[]): string {
	const filter = new KeyFilter();
	return chunks.map(chunk => filter.push(chunk)).join('');
}

test('the keys and the mouse events do not depend on how the input is split', () => {
	const anyPart = fc.oneof(
		fc.constantFrom(...replies, ...mouseReports).map(text => ({text, read: ''})),
		fc.constantFrom(...keys).map(text => ({text, read: text})),
		fc.constantFrom(...functionKeys).map(([text, read]) => ({text, read})),
	);
	fc.assert(
		fc.property(
			fc.array(anyPart, {maxLength: 8}),
			fc.array(fc.nat(200), {maxLength: 8}),
			(parts, at) => {
				const text = `${parts.map(({text: sent}) => sent).join('')}.`;
				const cuts = [
					0,
					...at.filter(cut => cut < text.length).toSorted((a, b) => a - b),
					text.length,
				];
				const chunks = cuts.slice(1).map((cut, index) => text.slice(cuts[index], cut));
				const events: MouseEvent[] = [];
				const filter = new KeyFilter({onMouse: event => events.push(event)});
				const read = chunks.map(chunk => filter.push(chunk)).join('');
				assert.equal(read, `${parts.map(part => part.read).join('')}.`);
				assert.equal(events.length, parts.filter(part => mouseReports.includes(part.text)).length);
			},
		),
		{numRuns: 2_000},
	);
});

test('a single escape is a key after 25 ms, and never one with the key after it', () => {
	const filter = new KeyFilter();
	assert.equal(filter.push(esc), '');
	assert.equal(filter.timeoutMs, 25);
	assert.equal(filter.expire(), '\uF100');
	assert.equal(filter.timeoutMs, null);
	assert.equal(filter.push('j'), 'j');
});

test('A letter typed with alt that could start a string is a key', () => {
	for (const letter of ']P_^X[O') {
		const filter = new KeyFilter();
		assert.equal(filter.push(esc + letter), '');
		assert.equal(filter.timeoutMs, 300);
		assert.equal(filter.expire(), letter);
	}
});

test('an incomplete response is not a key', () => {
	for (const start of [`${esc}]11;rgb:`, `${esc}[?64;1`, `${esc}P>|xterm${esc}`, `${esc}[<0;1`]) {
		const filter = new KeyFilter();
		assert.equal(filter.push(start), '');
		assert.equal(filter.timeoutMs, 300);
		assert.equal(filter.expire(), '');
		assert.equal(filter.push('q'), 'q');
	}
});

test('ctrl+c or an escape ends a string without a terminator', () => {
	assert.equal(all(`${esc}]11;rgb:\u0003`), '\u0003');
	assert.equal(all(`${esc}]11;rgb:${esc}[A`), `${esc}[A`);
});

test('Accepts any input', () => {
	fc.assert(
		fc.property(
			fc.array(fc.string({unit: fc.constantFrom(esc, ...'[]OP\\20~;?ca$\u0007\uD83D')})),
			chunks => {
				const filter = new KeyFilter();
				const read = chunks.map(chunk => filter.push(chunk)).join('') + filter.expire();
				assert.ok(read.length <= chunks.join('').length);
				assert.equal(filter.timeoutMs, null);
			},
		),
		{numRuns: 3_000},
	);
});

test('a paste without its end ends after the timeout, and ctrl+c is a key again', () => {
	const filter = new KeyFilter();
	assert.equal(filter.push(`${esc}[200~text\u0003${esc}[20`), '');
	assert.equal(filter.timeoutMs, 1000);
	assert.equal(filter.expire(), `${esc}[200~text\u0003${esc}[20${esc}[201~`);
	assert.equal(filter.timeoutMs, null);
	assert.equal(filter.push('\u0003'), '\u0003');
});

test('a paste right after an escape stays a paste', () => {
	const pasted = `${esc}[200~q\u0003${esc}[201~`;
	assert.equal(all(`${esc}${pasted}`), `\uF100${pasted}`);
	assert.equal(all(esc, pasted), `\uF100${pasted}`);
	assert.equal(all(`${esc}${esc}[20`, pasted.slice(4)), `\uF100${pasted}`);
});

test('clicks and the wheel are reported with their cells; other buttons are not', () => {
	const events: MouseEvent[] = [];
	const filter = new KeyFilter({onMouse: event => events.push(event)});
	const ignored = '<0;1;1m <1;1;1M <2;1;1M <16;1;1M <35;1;1M <66;1;1M <0;0;1M';
	// 81 is the wheel with ctrl.
	const sent = `<0;1;1M ${ignored} <64;300;100M <81;12;5M`;
	assert.equal(filter.push(sent.replaceAll(/ ?</g, `${esc}[<`)), '');
	assert.deepEqual(events, [
		{kind: 'click', column: 0, row: 0},
		{kind: 'wheel-up', column: 299, row: 99},
		{kind: 'wheel-down', column: 11, row: 4},
	]);
});
