import type {ForeignText, SafeText} from './text.ts';
import {Cleaner} from './cleaner.ts';
import {forEachRewrite} from './rewrites.ts';

/** Finds what is not a plain character without any trait. Most texts have none, and are passed on as they are. */
const remarkable =
	/[^\u0020-\u007E\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2027\u2030-\u205E\u2190-\u23FF\u2500-\u27FF\u3001-\u3029\u3030-\u3098\u309B-\u3163\u3165-\uA66E\uAC00-\uD7A3\uFF01-\uFF9D]/;

/**
 * For messages and details: one row of text. Nothing is refused and nothing vanishes: a control is shown as in `less`
 * (`^[`), a line end as `⏎`, whatever else cannot be seen as `�`, one for each. Tabs go to stops of eight
 * cells, and of a line that was rewritten with carriage returns the last version is left. Emoji stay whole.
 */
export function cleanProse(text: string): SafeText {
	if (!remarkable.test(text)) {
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

/**
 * For ids, names, keys and addresses, where two that look alike must not be taken for one another: every character
 * that cannot be seen is spelled out, like `<U+202E>`, also joiners, selectors and uncommon spaces. Controls, tabs
 * and line ends are shown as in `less` (`^[`).
 */
export function cleanName(text: string): SafeText {
	if (!remarkable.test(text)) {
		return text as SafeText;
	}

	const cleaner = new Cleaner('name');
	cleaner.add(text, 0, text.length);
	return cleaner.take(text);
}

/** Prose from outside, in both its forms. */
export function foreignProse(text: string): ForeignText {
	return {safe: cleanProse(text), exact: text};
}

/** A name from outside, in both its forms. */
export function foreignName(text: string): ForeignText {
	return {safe: cleanName(text), exact: text};
}
