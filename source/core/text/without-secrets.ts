import {withoutQueries} from './without-queries.ts';

/** A user's name and password in an address, also as JSON writes it. */
const userInfo = /(\b[a-z][a-z\d+.-]*:(?:\\?\/){2})[^\s/?#@"'<>`\\]*@/gi;

/** What is a key by its looks: behind the word that announces one, or with a prefix that this service's keys have. */
const announced =
	/\b(bearer|authorization|api[-_ ]?key|token|secret|password|signature)(["']?\s*[:=]\s*["']?|\s+)(?:bearer\s+)?[\w.~+/=-]{8,}/gi;
const prefixed = /\b(?:sk-|cy_)[\w-]{8,}/g;

/**
 * A text to be given to others: without the queries of addresses, since a signature in one opens the file to whoever has
 * it, and without what looks like a key. The key of this session never gets here (see `api/redact`); that of somebody's node may.
 */
export function withoutSecrets(text: string): string {
	return withoutQueries(text)
		.replaceAll(userInfo, '$1')
		.replaceAll(announced, '$1$2[secret]')
		.replaceAll(prefixed, '[secret]');
}
