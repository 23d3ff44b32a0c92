/** HTML in which each inserted text is escaped. Only the template tag `markup` creates it. */
export class Markup {
	readonly html: string;

	constructor(html: string) {
		this.html = html;
	}
}

export type MarkupValue = Markup | string | number | null | readonly MarkupValue[];

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
