import type stringWidth from '../../node_modules/string-width/index.js';
import {plainWidth} from '../../source/terminal/plain-width.ts';
import {memoizeRecent} from './memoize-recent.ts';

declare const require: (path: string) => {readonly default: typeof stringWidth};

// oxlint-disable-next-line no-control-regex
const styles = /\u001B\[[\d;]*m/g;

/**
 * `string-width` with a fast path for plain text. Loads the package only for other text, because loading its tables
 * would take a tenth of the start time.
 */
export default function fastStringWidth(...parameters: Parameters<typeof stringWidth>): number {
	const [text, options] = parameters;
	return options === undefined && text.includes('\u001B')
		? styledWidth(text)
		: unstyledWidth(parameters);
}

const styledWidth = memoizeRecent(
	text => plainWidth(text.replaceAll(styles, '')) ?? slowWidth([text]),
);

function unstyledWidth(parameters: Parameters<typeof stringWidth>): number {
	const [text, options] = parameters;
	return (options === undefined ? plainWidth(text) : null) ?? slowWidth(parameters);
}

function slowWidth(parameters: Parameters<typeof stringWidth>): number {
	return require('../../node_modules/string-width/index.js').default(...parameters);
}
