const open = '\u001B]8;;';
/** BEL instead of ST, because the libraries by which Ink wraps and truncates text do not know ST. */
const end = '\u0007';

/** Whether an address may become a link: http(s) without user info, which could pose as the host (`https://bank.example@evil.example`). */
export function isLinkable(address: URL): boolean {
	return (
		(address.protocol === 'https:' || address.protocol === 'http:') &&
		address.username === '' &&
		address.password === ''
	);
}

/**
 * Makes a label a link (OSC 8), or returns the label alone if the address is not linkable. The label must be sanitized and
 * name the host. `URL` escapes all control characters, so an `href` cannot end the sequence.
 */
export function hyperlink(label: string, address: URL): string {
	return isLinkable(address) ? `${open}${address.href}${end}${label}${open}${end}` : label;
}
