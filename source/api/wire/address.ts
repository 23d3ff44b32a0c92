/**
 * Parses an http or https URL without user info. Any other text is never made a link.
 */
export function parseAddress(text: string): URL | null {
	if (!/^https?:\/\/\S+$/i.test(text)) {
		return null;
	}

	const address = URL.parse(text);
	return address === null || address.username !== '' || address.password !== '' ? null : address;
}
