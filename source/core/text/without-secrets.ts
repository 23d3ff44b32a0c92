import {withoutQueries} from './without-queries.ts';

/** User name and password in an address, with plain or JSON-escaped slashes. */
const userInfo = /(\b[a-z][a-z\d+.-]*:(?:\\?\/){2})[^\s/?#@"'<>`\\]*@/gi;

/** Probable keys: after a word like `token`, or with a prefix of this service's keys. */
const labeled =
	/\b(bearer|authorization|api[-_ ]?key|token|secret|password|signature)(["']?\s*[:=]\s*["']?|\s+)(?:bearer\s+)?[\w.~+/=-]{8,}/gi;
const prefixed = /\b(?:sk-|cy_)[\w-]{8,}/g;

/**
 * Removes probable keys and the queries of addresses from a text that the user shares: a signed query gives access to the
 * file. `api/redact` removes this session's key earlier; keys in a node's own texts get this far.
 */
export function withoutSecrets(text: string): string {
	return withoutQueries(text)
		.replaceAll(userInfo, '$1')
		.replaceAll(labeled, '$1$2[secret]')
		.replaceAll(prefixed, '[secret]');
}
