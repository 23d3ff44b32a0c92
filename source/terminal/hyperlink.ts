const open = '\u001B]8;;';
/** BEL instead of ST, because the libraries by which Ink wraps and truncates text do not know ST. */
const end = '\u0007';

/** User info could pose as the host, as in `https://bank.example@evil.example`. */
function isLinkable(address: URL): boolean {
	return (
		(address.protocol === 'https:' || address.protocol === 'http:') &&
		address.username === '' &&
		address.password === ''
	);
}

/**
 * Links a sanitized label (OSC 8), or returns it unchanged if the address is not linkable. `URL` escapes all controls that
 * could end the sequence.
 */
export function hyperlink(label: string, address: URL): string {
	return isLinkable(address) ? `${open}${address.href}${end}${label}${open}${end}` : label;
}
