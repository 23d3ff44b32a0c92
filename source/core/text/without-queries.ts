/** What a query is replaced by. */
const mark = '[query]';

/** A text that is one address, whatever its query is made of. */
const wholeAddress = /^(https?:\/\/[^\s?#]*)[?#]\S*$/i;

/** An address within a text, also within JSON within a text, up to its query; and the query, as far as it goes for certain. */
const addressQuery = /(https?:(?:\\?\/){2}[^\s"'<>`?#]*)[?#][^\s"'<>`]*/gi;

/** The text with the query and the fragment of each address in it replaced by `?[query]`. */
export function withoutQueries(text: string): string {
	return wholeAddress.test(text)
		? text.replace(wholeAddress, `$1?${mark}`)
		: text.replaceAll(addressQuery, `$1?${mark}`);
}
