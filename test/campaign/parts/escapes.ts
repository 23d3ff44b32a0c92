import assert from 'node:assert/strict';
import type {Context, Part} from '../part.ts';
import {payloads} from '../payloads.ts';
import {sinks, type Sink, type Written} from '../sinks.ts';
import {assertListed, readTerminal} from '../terminal-grammar.ts';
import {assertOnlySeen, Witness} from '../witness.ts';

const whole = payloads.length * sinks.length;
/** Cases whose bytes go to one real terminal's parser together. */
const batch = 400;

/** Every sequence in every place where a text can come in: what reaches the terminal is text (T1, T3, T9, T10). */
export const escapes: Part = {
	name: 'escapes',
	whole,
	async run(context) {
		const {chance, share} = context;
		const count = share(whole);
		const first = count === whole ? 0 : chance.between(0, whole - 1);
		// A step that has no divisor in common with the whole meets every pair once.
		const step = count === whole ? 1 : 7919;
		let texts = '';
		let screens = '';

		for (let nth = 0; nth < count; nth++) {
			const place = (first + nth * step) % whole;
			const sink = sinks[place % sinks.length];
			const payload = payloads[Math.floor(place / sinks.length)];
			assert.ok(sink !== undefined && payload !== undefined);
			context.results.case(`${sink.name} ${JSON.stringify(payload)}`, () => {
				const written = sink.write(payload);
				texts += textsOf(written).join('\n');
				screens += 'screen' in written ? written.screen : '';
				assertWritten(written, payload, sink);
			});

			if (nth % batch === batch - 1 || nth === count - 1) {
				await assertHarmless(texts, screens, context);
				texts = '';
				screens = '';
			}
		}
	},
};

function textsOf(written: Written): readonly string[] {
	return 'lines' in written
		? written.lines
		: [...written.json, ...written.plain, ...written.receipt];
}

function assertWritten(written: Written, payload: string, sink: Sink): void {
	for (const text of textsOf(written)) {
		assertListed(text);
		assert.ok(!text.includes('\n'), 'a line in a line');
	}

	for (const signal of 'lines' in written ? (written.signals ?? []) : []) {
		const {text, offences} = readTerminal(signal, {sequences: true});
		assert.deepEqual([text, offences], ['', []], 'a text leaves its sequence');
	}

	const seen = [...textsOf(written), 'screen' in written ? written.screen : ''].join('\n');

	if (sink.showsAll) {
		assert.match(seen, /tail/i, 'the text behind it is gone (T3)');
	}

	if (sink.name === 'message' && 'json' in written) {
		const messages = written.json.map(line => (JSON.parse(line) as {message?: string}).message);
		assert.ok(messages.includes(payload), 'JSON is not exact (T13)');
	}
}

/** Lets a real terminal's parser take it all: nothing but links of the program's own comes of it. */
async function assertHarmless(texts: string, screens: string, {results}: Context): Promise<void> {
	const witness = new Witness();

	try {
		await assertOnlySeen(texts.replaceAll('\n', '\r\n'));
		const untouched = await witness.take('');
		const {strings, ...touched} = await witness.take(screens.replaceAll('\n', '\r\n'));
		assert.deepEqual({...touched, strings: []}, untouched);
		const own = strings.every(text =>
			/^OSC 8;;(?:https:\/\/(?:files\.example|cdn\.chenyu\.cn)\/|$)/.test(text),
		);
		assert.ok(own, `a link of somebody else's: ${strings.join(' ').slice(0, 200)}`);
		const {offences} = readTerminal(screens, {sequences: true});
		assert.deepEqual(offences, []);
	} catch (error) {
		results.fail('a batch on a terminal', error);
	} finally {
		witness.dispose();
	}
}
