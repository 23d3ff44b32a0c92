import {isLoopback} from '../core/output/output-address.ts';

type BaseUrlFault = 'not-a-url' | 'scheme' | 'plain-http' | 'user-info' | 'query';

/**
 * Accepts https, and for a loopback address also http. Over http to another machine, others could read the API key.
 * Checks the parsed URL, not the text, because the URL parser normalizes unusual forms of an IP address (`127.1`,
 * `0x7f.1`, `2130706433`).
 */
export function readBaseUrl(text: string): URL | BaseUrlFault {
	const url = URL.parse(text);

	if (url === null) {
		return 'not-a-url';
	}

	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		return 'scheme';
	}

	if (url.username !== '' || url.password !== '') {
		return 'user-info';
	}

	if (/[?#]/.test(url.href)) {
		return 'query';
	}

	return url.protocol === 'http:' && !isLoopback(url.hostname) ? 'plain-http' : url;
}
