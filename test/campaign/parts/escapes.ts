import assert from 'node:assert/strict';
import type {Context, Part} from '../part.ts';
import {payloads} from '../payloads.ts';
import {checkedScreen, isDrawn} from '../rendered.ts';
import {sinks, type Sink, type Written} from '../sinks.ts';
import {assertAllowed, readTerminal} from '../terminal-grammar.ts';
import {TerminalProbe} from '../terminal-probe.ts';

const whole = payloads.length * sinks.length;
/** Matches `tail`, the word after the attack in every payload, but not the end of the JSON field name `detail`. */
const end = /(?<!de)tail/i;
/** The number of cases that a real terminal parser gets at once. */
const batch = 400;

/**
 * Sends every payload (a text that attacks the terminal) through every sink (a path of external text to the
 * terminal). Asserts that only visible text arrives.
 */
export const part: Part = {
	whole,
	async run(context) {
		const {chance, share} = context;
		const count = share(whole);
		const first = count === whole ? 0 : chance.between(0, whole - 1);
		// The step is coprime to the whole, so it visits every pair once.
		const step = count === whole ? 1 : 7919;
		let texts = '';
		let screens = '';

		for (let nth = 0; nth < count; nth++) {
			const place = (first + nth * step) % whole;
			const sink = sinks[place % sinks.length];
			const payload = payloads[Math.floor(place / sinks.length)];
			assert.ok(sink !== undefined && payload !== undefined);
			context.results.case(`${sink.name} ${JSON.stringify(payload)}`, () => {
				const {text, screen} = checkedTexts(sink.write(payload), payload, sink, isDrawn(nth));
				texts += text;
				screens += screen;
			});

			if (nth % batch === batch - 1 || nth === count - 1) {
				await assertHarmless(texts, screens, context);
				texts = '';
				screens = '';
			}
		}
	},
};

/**
 * Asserts that only text is written, and returns it. Draws the screen if `draws` is true, or if the end of the
 * payload is missing in the other output; otherwise the returned `screen` is empty.
 */
function checkedTexts(
	{lines, json, sequences = [], screen: draw}: Written,
	payload: string,
	sink: Sink,
	draws: boolean,
): {readonly text: string; readonly screen: string} {
	for (const line of lines) {
		assertAllowed(line);
		assert.ok(!line.includes('\n'), 'a line end within a line');
	}

	for (const signal of sequences) {
		const {text, violations} = readTerminal(signal, {sequences: true});
		assert.deepEqual([text, violations], ['', []], 'the text ends its sequence');
	}

	const text = lines.join('\n');
	const isMissing = sink.showsAll && !end.test(text);
	const screen = draw !== undefined && (draws || isMissing) ? checkedScreen(draw) : '';

	if (isMissing) {
		assert.match(screen, end, 'the text after it is gone (T3)');
	}

	if (sink.name === 'message') {
		const messages = json?.map(line => (JSON.parse(line) as {message?: string}).message);
		assert.ok(messages?.includes(payload), 'JSON is not exact (T13)');
	}

	return {text, screen};
}

/**
 * Checks with a real terminal parser that the output has no effect except visible text. In `screens`, links to the
 * hosts of outputs are also allowed.
 */
async function assertHarmless(texts: string, screens: string, {results}: Context): Promise<void> {
	const probe = new TerminalProbe();

	try {
		const before = await probe.stateAfter('');
		assert.deepEqual(await probe.stateAfter(texts.replaceAll('\n', '\r\n')), before);
		const {strings, ...after} = await probe.stateAfter(screens.replaceAll('\n', '\r\n'));
		assert.deepEqual({...after, strings: []}, before);
		const own = strings.every(text =>
			/^OSC 8;;(?:https:\/\/(?:files\.example|cdn\.chenyu\.cn)\/|$)/.test(text),
		);
		assert.ok(own, `a foreign link: ${strings.join(' ').slice(0, 200)}`);
		assertAllowed(screens, {sequences: true});
	} catch (error) {
		results.fail('a batch on a terminal', error);
	} finally {
		probe.dispose();
	}
}
