import assert from 'node:assert/strict';
import {once} from 'node:events';
import {PassThrough} from 'node:stream';
import test from 'node:test';
import fc from 'fast-check';
import {KeyFilter, type MouseEvent} from '../../../source/terminal/input/key-filter.ts';
import {Keyboard} from '../../../source/terminal/input/keyboard.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';

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

class FakeStdin extends PassThrough {
	readonly isTTY = true;
	readonly calls: string[] = [];

	setRawMode(isRaw: boolean): this {
		this.calls.push(`raw ${isRaw}`);
		return this;
	}

	ref(): void {
		this.calls.push('ref');
	}

	unref(): void {
		this.calls.push('unref');
	}
}

function setUp() {
	const stdin = new FakeStdin();
	const clock = new FakeClock();
	const keyboard = new Keyboard(stdin, clock);
	// Reads like Ink.
	const next = async (): Promise<unknown> => {
		const read: unknown = keyboard.read();

		if (read !== null) {
			return read;
		}

		await once(keyboard, 'readable');
		return keyboard.read();
	};
	return {stdin, clock, keyboard, next};
}

test('Joins the bytes of a character that was split', async () => {
	const {stdin, keyboard, next} = setUp();
	const bytes = Buffer.from('文');
	keyboard.setRawMode(true);
	stdin.write(bytes.subarray(0, 1));
	stdin.write(bytes.subarray(1));
	assert.equal(await next(), '文');
});

test('the rest of a key may come 299 ms late, after the escape 24 ms; else its start is a key', async () => {
	const {stdin, clock, keyboard, next} = setUp();
	keyboard.setRawMode(true);
	const send = async (bytes: string, late: number): Promise<void> => {
		clock.advance(late);
		assert.equal(keyboard.read(), null);
		const seen = once(stdin, 'data');
		stdin.write(bytes);
		await seen;
	};

	await send('\u001B', 0);
	await send('[', 24);
	await send('1;', 299);
	await send('3C', 299);
	assert.equal(await next(), '\u001B[1;3C');
	await send('\u001BO', 0);
	await send('P', 299);
	assert.equal(await next(), '\uF101');
	await send('\u001B[', 0);
	clock.advance(300);
	assert.equal(await next(), '[');
	assert.equal(clock.pending, 0);
});

test('does not read the source outside of raw mode, which a subprocess may read', async () => {
	const {stdin, clock, keyboard, next} = setUp();
	keyboard.ref().setRawMode(true).setRawMode(false).unref();
	assert.deepEqual(stdin.calls, ['ref', 'raw true', 'raw false', 'unref']);
	stdin.write('for the pager');
	assert.equal(stdin.listenerCount('data'), 0);
	assert.equal(String(stdin.read()), 'for the pager');
	keyboard.setRawMode(true);
	stdin.write('j');
	assert.equal(await next(), 'j');
	assert.equal(clock.pending, 0);
});

test('ends when its source ends', async () => {
	for (const finish of [
		(stdin: FakeStdin) => stdin.end(),
		(stdin: FakeStdin) => stdin.destroy(),
		(stdin: FakeStdin) => stdin.destroy(Object.assign(new Error('gone'), {code: 'EIO'})),
	]) {
		const {stdin, keyboard} = setUp();
		keyboard.setRawMode(true);
		const ended = once(keyboard, 'end');
		keyboard.on('readable', () => {
			keyboard.read();
		});
		finish(stdin);
		await ended;
	}
});

test('a listener receives responses of the terminal until it unsubscribes', async () => {
	const {stdin, keyboard, next} = setUp();
	keyboard.setRawMode(true);
	const received: string[] = [];
	const stop = keyboard.listen(input => received.push(input));
	stdin.write('\u001B[?62;4cj');
	assert.equal(await next(), 'j');
	assert.deepEqual(received, ['\u001B[?62;4cj']);
	stop();
	stdin.write('k');
	assert.equal(await next(), 'k');
	assert.equal(received.length, 1);
});

test('during the shutdown raw mode stays on and only ctrl+c is handled', async () => {
	const {stdin, keyboard} = setUp();
	let interrupts = 0;
	keyboard.setRawMode(true);
	keyboard.beginShutdown(() => {
		interrupts++;
	});
	keyboard.setRawMode(false);
	const typed = once(stdin, 'data');
	stdin.write('q');
	await typed;
	assert.deepEqual([keyboard.read(), interrupts, stdin.calls], [null, 0, ['raw true']]);
	const interrupted = once(stdin, 'data');
	stdin.write('\u0003');
	await interrupted;
	assert.equal(interrupts, 1);
	keyboard.detach();
	assert.deepEqual([stdin.calls, stdin.isPaused()], [['raw true', 'raw false'], true]);
});
