/** Replaces the query and fragment of an address. */
export const removedQuery = '?[query]';

/** A single address with a query or fragment, which may contain any character except white space. */
const wholeAddress = /^(https?:\/\/[^\s?#]*)[?#]\S*$/i;

/**
 * Matches an address with a query or fragment within a text. The slashes of the address are plain or escaped as in JSON
 * (`\/`). The query or fragment ends at the first quote, angle bracket or white space. Also matches an address without
 * them, because the search would otherwise go on within it, and take quadratic time.
 */
const addressQuery = /(https?:(?:\\?\/){2}[^\s"'<>`?#]*)([?#][^\s"'<>`]*)?/gi;

/** Replaces the query and fragment of each address in a text by `?[query]`. */
export function withoutQueries(text: string): string {
	return wholeAddress.test(text)
		? text.replace(wholeAddress, `$1${removedQuery}`)
		: text.replaceAll(addressQuery, (whole, address: string, query?: string) =>
				query === undefined ? whole : `${address}${removedQuery}`,
			);
}

/** Matches user name and password in an address, with slashes that are plain or escaped as in JSON (`\/`). */
const userInfo = /(\b[a-z][a-z\d+.-]{0,60}:(?:\\?\/){2})[^\s/?#@"'<>`\\]*@/gi;

/** Matches a probable secret after a word like `token`. */
const labeled =
	/\b(bearer|authorization|api[-_ ]?key|token|secret|password|signature)(["']?\s*[:=]\s*["']?|\s+)(?:bearer\s+)?[\w.~+/=-]{8,}/gi;
/** Matches a probable key of this service by its prefix. */
const prefixed = /\b(?:sk-|cy_)[\w-]{8,}/g;

/** A secret that `maxLength` would cut is recognized if no more than this is behind the cut. */
const maxSecret = 4000;

/**
 * Removes everything that is probably secret from a text that the user may give to others: keys, passwords and the
 * queries of addresses. In contrast, `api/redact` removes only the API key of this session. Then cuts
 * the text to `maxLength` UTF-16 units. The order matters, because half a secret is not recognized.
 */
export function withoutSecrets(text: string, maxLength: number): string {
	return withoutQueries(text.slice(0, maxLength + maxSecret))
		.replaceAll(userInfo, '$1')
		.replaceAll(labeled, '$1$2[secret]')
		.replaceAll(prefixed, '[secret]')
		.slice(0, maxLength);
}

/** Longer texts are cut to this number of UTF-16 units. */
export const maxMarkdown = 4000;

/** Formats a text as a Markdown code span. The span is delimited by more backticks than the text contains in a row. */
export function codeSpan(text: string): string {
	const clean = withoutSecrets(text, maxMarkdown).replaceAll(/\s+/g, ' ').trim();
	const ticks = '`'.repeat(longestRun(clean) + 1);
	return clean === ''
		? '-'
		: /^`|`$/.test(clean)
			? `${ticks} ${clean} ${ticks}`
			: `${ticks}${clean}${ticks}`;
}

/**
 * Formats lines as a Markdown code block. The block is delimited by more backticks than the lines contain in a row, so
 * that no line can end the block.
 */
export function codeBlock(lines: readonly string[]): string {
	const text = lines.map(line => withoutSecrets(line, maxMarkdown)).join('\n');
	const ticks = '`'.repeat(Math.max(3, longestRun(text) + 1));
	return `${ticks}text\n${text}\n${ticks}`;
}

function longestRun(text: string): number {
	return Math.max(0, ...(text.match(/`+/g) ?? []).map(run => run.length));
}
