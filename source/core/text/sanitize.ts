import {Cleaner} from './cleaner.ts';
import type {ForeignText, SafeText} from './text.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** In characters. A name or a title of megabytes would be measured for each frame. */
const maxShownLength = 1000;

/** Fast path: matches a character that may need cleaning. Most texts contain no such character. */
const needsCleaning =
	/[^\u0020-\u007E\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2027\u2030-\u205E\u2190-\u23FF\u2500-\u27FF\u3001-\u3029\u3030-\u3098\u309B-\u3163\u3165-\uA66E\uAC00-\uD7A3\uFF01-\uFF9D]/;

/**
 * Cleans prose, like a message, to one row: controls become `^[`, line feeds `⏎`, other invisible characters `�`, and
 * tabs spaces. As on a terminal, text after a carriage return replaces the text before it.
 */
export function cleanProse(text: string): SafeText {
	if (!needsCleaning.test(text)) {
		return text as SafeText;
	}

	const cleaner = new Cleaner('prose');

	if (text.includes('\r')) {
		forEachRewrite(text, (from, to) => cleaner.add(text, from, to));
	} else {
		cleaner.add(text, 0, text.length);
	}

	return cleaner.take(text);
}

/** Cleans the lines of a prose. Each carriage return starts a line, so that no text is lost. An empty text has none. */
export function cleanLines(text: string): readonly SafeText[] {
	return text === '' ? [] : text.split(/\r\n|\r|\n/).map(cleanProse);
}

/** Cleans an id, name, key or address. Spells out what is invisible, so that different names look different. */
export function cleanName(text: string): SafeText {
	if (!needsCleaning.test(text)) {
		return text as SafeText;
	}

	const cleaner = new Cleaner('name');
	cleaner.add(text, 0, text.length);
	return cleaner.take(text);
}

export function foreignProse(text: string): ForeignText {
	return {safe: cleanProse(text), exact: text};
}

/** Only the start of a long name is shown. */
export function foreignName(text: string): ForeignText {
	return {safe: cleanName(startOf(text)), exact: text};
}

/** Only the start of a long title is shown. */
export function foreignTitle(text: string): ForeignText {
	return {safe: cleanProse(startOf(text)), exact: text};
}

function startOf(text: string): string {
	return text.length > maxShownLength ? `${text.slice(0, maxShownLength)}…` : text;
}

/** Calls `call` with the ranges (`to` exclusive) that a terminal would show: of `10%\r50%\r90%`, only `90%`. */
function forEachRewrite(text: string, call: (from: number, to: number) => void): void {
	let from = 0;
	let to = 0;

	for (let index = 0; index < text.length; index++) {
		const unit = text.charCodeAt(index);

		if (unit === carriageReturn) {
			continue;
		}

		// After carriage returns, a line feed keeps the text before them, and any other character overwrites it.
		if (to < index) {
			if (unit === lineFeed) {
				call(from, to);
			}

			from = index;
		}

		to = index + 1;

		if (unit === lineFeed) {
			call(from, to);
			from = to;
		}
	}

	call(from, to);
}
