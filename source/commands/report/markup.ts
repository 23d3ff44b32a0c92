import {cleanLines} from '../../core/text/sanitize.ts';
import {withoutSecrets} from '../../core/text/without-secrets.ts';
import type {StyleName} from '../../ui/theme/theme.ts';

/** HTML in which each inserted text is escaped. Only the template tag `markup` creates it. */
export class Markup {
	readonly html: string;

	constructor(html: string) {
		this.html = html;
	}
}

type MarkupValue = Markup | string | number | null | readonly MarkupValue[];

/** The longest text and the longest name in the page, in UTF-16 units. */
const maxText = 10_000;
const maxName = 1000;
const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Values are elements, or texts for elements and quoted attributes. Null is left out, and so are line breaks. */
export function markup(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
	const texts = parts.map((part, index) => part.replaceAll(/\n\s*/g, '') + htmlOf(values[index]));
	return new Markup(texts.join(''));
}

function htmlOf(value: MarkupValue = null): string {
	if (value instanceof Markup) {
		return value.html;
	}

	return typeof value === 'object'
		? (value ?? []).map(htmlOf).join('')
		: String(value).replaceAll(/[&<>"']/g, character => entities[character] ?? '');
}

/** Returns a sanitized text from outside without secrets, cut to the length of a name. */
export function nameText(name: string): string {
	return `${withoutSecrets(name, maxName)}${name.length > maxName ? '…' : ''}`;
}

/** An element for a sanitized text from outside, which cannot change the direction of the text around it. */
export function nameMarkup(name: string, className: StyleName | 'plain' = 'plain'): Markup {
	return markup`<bdi class="${className}">${nameText(name)}</bdi>`;
}

/** Sanitizes the lines of a text, without secrets. A long text is cut, and ends with `cutText(how much is left out)`. */
export function longText(exact: string, cutText: (count: number) => string): string {
	const left = exact.length - maxText;
	const lines = cleanLines(withoutSecrets(exact, maxText));
	return [...lines, ...(left > 0 ? [cutText(left)] : [])].join('\n');
}
