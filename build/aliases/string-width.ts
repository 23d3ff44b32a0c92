import QuickLRU from 'quick-lru';
import type stringWidth from '../../node_modules/string-width/index.js';
import {plainWidth} from '../../source/terminal/plain-width.ts';

declare const require: (path: string) => {readonly default: typeof stringWidth};

// oxlint-disable-next-line no-control-regex
const styles = /\u001B\[[\d;]*m/g;

/**
 * The widths of styled texts. Ink measures all rows in every frame, and most rows do not change. There is room for the rows
 * of a few screens.
 */
const widths = new QuickLRU<string, number>({maxSize: 512});

/**
 * `string-width` with a fast path for plain text. Loads the package only for other text, because loading its tables
 * would take a tenth of the start time.
 */
export default function fastStringWidth(...parameters: Parameters<typeof stringWidth>): number {
	const [text, options] = parameters;

	if (options !== undefined) {
		return slowWidth(parameters);
	}

	return text.includes('\u001B') ? styledWidth(text) : (plainWidth(text) ?? slowWidth([text]));
}

function styledWidth(text: string): number {
	let width = widths.get(text);

	if (width === undefined) {
		width = plainWidth(text.replaceAll(styles, '')) ?? slowWidth([text]);
		widths.set(text, width);
	}

	return width;
}

function slowWidth(parameters: Parameters<typeof stringWidth>): number {
	return require('../../node_modules/string-width/index.js').default(...parameters);
}
