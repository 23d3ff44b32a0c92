/** HTML in which each inserted text is escaped. Only `markup` creates it. */
export class Markup {
	readonly html: string;

	constructor(html: string) {
		this.html = html;
	}
}

type MarkupValue = Markup | string | number | null | readonly MarkupValue[];

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Template tag for HTML. Values are elements, or texts for elements and quoted attributes. Null is left out. */
export function markup(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
	return new Markup(
		parts
			.map((part, index) => part.replaceAll(/\n\s*/g, '') + htmlOf(values[index] ?? null))
			.join(''),
	);
}

function htmlOf(value: MarkupValue): string {
	if (value === null) {
		return '';
	}

	if (value instanceof Markup) {
		return value.html;
	}

	return typeof value === 'object'
		? value.map(htmlOf).join('')
		: String(value).replaceAll(/[&<>"']/g, character => entities[character] ?? '');
}
