/**
 * The address that a text is: http or https, without user info. Null for any other text, which is then shown as text
 * and never made a link.
 */
export function parseAddress(text: string): URL | null {
	if (!/^https?:\/\/\S+$/i.test(text)) {
		return null;
	}

	const address = URL.parse(text);
	return address === null || address.username !== '' || address.password !== '' ? null : address;
}
