import {messagesFor} from '../../source/i18n/index.ts';
import {eventsBetween} from '../../source/report/events-between.ts';
import {writeJson} from '../../source/report/json.ts';
import {writePlain} from '../../source/report/plain.ts';
import {receipt} from '../../source/report/receipt.ts';
import type {Action} from '../../source/store/action.ts';
import {footerHints} from '../../source/store/keys/hints.ts';
import {selectScreen} from '../../source/store/selectors.ts';
import type {State} from '../../source/store/state.ts';
import {hyperlink} from '../../source/terminal/hyperlink.ts';
import {frameLines} from '../helpers/draw.tsx';
import {assertEvent} from '../helpers/event-schema.ts';
import {appearance as appearanceOf} from '../helpers/sample.ts';
import {assertAllowed} from './terminal-grammar.ts';

/** A state change in every output format. */
export type Rendered = {
	readonly json: readonly string[];
	readonly plain: readonly string[];
	readonly receipt: readonly string[];
	/** The lines of these three formats. */
	readonly lines: readonly string[];
	/** Draws the screen, which takes most of the time of a case. */
	readonly screen: () => string;
};

const messages = messagesFor('zh');
const appearance = appearanceOf('zh', {hyperlinks: true});

export function renderAll(before: State, after: State, action: Action): Rendered {
	const events = [...eventsBetween(before, after, action)];
	const json = events.map(event => writeJson(event));
	const plain = events.flatMap(event => writePlain(event, messages));
	const last = receipt(after, {
		appearance,
		columns: after.view.size.columns,
		resumeOptions: [],
	});
	const lines = [...json, ...plain, ...last];
	return {json, plain, receipt: last, lines, screen: () => screenOf(after)};
}

/** The rows of the screen with links, as given to Ink. */
export function screenOf(state: State): string {
	return frameLines(selectScreen(state), state.view.size, appearance, footerHints(state))
		.map(line =>
			line.map(({text, link}) => (link === undefined ? text : hyperlink(text, link))).join(''),
		)
		.join('\n');
}

/**
 * Whether the screen is drawn for the case with the index `nth`. To save time, it is drawn for only one case in 11.
 * Where kinds of cases alternate, each kind is drawn sometimes, because 11 is a prime number.
 */
export function isDrawn(nth: number): boolean {
	return nth % 11 === 0;
}

/**
 * Throws for sequences that are not allowed, line ends within lines, and invalid events (T1, K4). Checks all formats but
 * the screen.
 */
export function assertRendered({json, lines}: Rendered): void {
	for (const line of json) {
		assertEvent(JSON.parse(line));
	}

	for (const line of lines) {
		if (line.includes('\n')) {
			throw new Error(`a line in a line: ${JSON.stringify(line.slice(0, 100))}`);
		}
	}

	assertAllowed(lines.join('\n'));
}

/** Draws the screen. Throws for sequences that are not allowed (T1). */
export function checkedScreen(screen: Rendered['screen']): string {
	const text = screen();
	assertAllowed(text, {sequences: true});
	return text;
}
