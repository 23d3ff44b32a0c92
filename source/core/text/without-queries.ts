const placeholder = '[query]';

/** Matches a text that is a single address. Its query may contain any character but white space. */
const wholeAddress = /^(https?:\/\/[^\s?#]*)[?#]\S*$/i;

/**
 * Matches an address within a text, with plain or JSON-escaped slashes. Its query ends at the first quote, bracket or
 * space.
 */
const addressQuery = /(https?:(?:\\?\/){2}[^\s"'<>`?#]*)[?#][^\s"'<>`]*/gi;

/** Replaces the query and fragment of each address in a text by `?[query]`. */
export function withoutQueries(text: string): string {
	return wholeAddress.test(text)
		? text.replace(wholeAddress, `$1?${placeholder}`)
		: text.replaceAll(addressQuery, `$1?${placeholder}`);
}
