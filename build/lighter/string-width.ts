import type stringWidth from '../../node_modules/string-width/index.js';
import {plainWidth} from '../../source/terminal/plain-width.ts';
import {memoizeRecent} from './once.ts';

declare const require: (path: string) => {readonly default: typeof stringWidth};

// oxlint-disable-next-line no-control-regex -- that is what is looked for
const styles = /\u001B\[[\d;]*m/g;

/**
 * The same as string-width. The way through the graphemes is taken only where it is needed, and only then is loaded what it takes:
 * the tables for it are a tenth of a start.
 */
export default function quickStringWidth(...given: Parameters<typeof stringWidth>): number {
	const [text, options] = given;
	return options === undefined && text.includes('\u001B') ? styledWidth(text) : bareWidth(given);
}

const styledWidth = memoizeRecent(
	text => plainWidth(text.replaceAll(styles, '')) ?? slowly([text]),
);

function bareWidth(given: Parameters<typeof stringWidth>): number {
	const [text, options] = given;
	return (options === undefined ? plainWidth(text) : null) ?? slowly(given);
}

function slowly(given: Parameters<typeof stringWidth>): number {
	return require('../../node_modules/string-width/index.js').default(...given);
}
