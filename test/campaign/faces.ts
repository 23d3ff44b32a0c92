import {footerHints} from '../../source/store/keys/hints.ts';
import {messagesFor} from '../../source/i18n/index.ts';
import {eachEvent, eventsBetween} from '../../source/report/events-between.ts';
import {writeJson} from '../../source/report/json.ts';
import {writePlain} from '../../source/report/plain.ts';
import {receipt} from '../../source/report/receipt.ts';
import {frameLines} from '../../source/ui/frame-lines.ts';
import {createAppearance} from '../../source/ui/theme/appearance.ts';
import type {Action} from '../../source/store/action.ts';
import {selectScreen} from '../../source/store/selectors.ts';
import type {State} from '../../source/store/state.ts';
import {hyperlink} from '../../source/terminal/hyperlink.ts';
import {assertEvent} from '../helpers/event-schema.ts';
import {assertListed} from './terminal-grammar.ts';

/** What a step writes for each of those who read: machines, people without a screen, the screen, the shell after it. */
export type Faces = {
	readonly json: readonly string[];
	readonly plain: readonly string[];
	readonly screen: string;
	readonly receipt: readonly string[];
};

const messages = messagesFor('zh');
const appearance = createAppearance({
	messages,
	theme: 'terminal',
	colour: true,
	ascii: false,
	hyperlinks: true,
	timeZone: 'Asia/Shanghai',
});

/** Writes a step from one state to the next on all faces. */
export function facesOf(before: State, after: State, action: Action): Faces {
	const events = [...eachEvent(eventsBetween(before, after, action))];
	return {
		json: events.map(event => writeJson(event)),
		plain: events.flatMap(event => writePlain(event, messages)),
		screen: screenOf(after),
		receipt: receipt(after, {
			messages,
			glyphs: appearance.glyphs.phases,
			ellipsis: '…',
			currency: 'sign',
			columns: after.view.size.columns,
			resumeOptions: [],
		}),
	};
}

/** The rows of the screen with their links, as they are handed to Ink. */
export function screenOf(state: State): string {
	return frameLines(selectScreen(state), footerHints(state), state.view.size, appearance)
		.map(line =>
			line.map(({text, link}) => (link === undefined ? text : hyperlink(text, link))).join(''),
		)
		.join('\n');
}

/** Throws where a face has a byte that is on no list, a line too many, or an event that is none (T1, K4). */
export function assertFaces({json, plain, screen, receipt: last}: Faces): void {
	for (const line of json) {
		assertListed(line);
		assertEvent(JSON.parse(line));
	}

	for (const line of [...json, ...plain, ...last]) {
		if (line.includes('\n')) {
			throw new Error(`a line in a line: ${JSON.stringify(line.slice(0, 100))}`);
		}
	}

	assertListed(plain.join('\n'));
	assertListed(last.join('\n'));
	assertListed(screen, {sequences: true});
}
