const open = '\u001B]8;;';
/**
 * Ends a link sequence. This is BEL, not the standard terminator ST (`ESC \`), because the libraries with which Ink
 * wraps and truncates text do not support ST.
 */
const end = '\u0007';

/**
 * Returns whether an address may become a link. An address with a user name or password is rejected, because a user
 * name can look like the host: `https://bank.example@evil.example` leads to `evil.example`.
 */
function isLinkable(address: URL): boolean {
	return (
		(address.protocol === 'https:' || address.protocol === 'http:') &&
		address.username === '' &&
		address.password === ''
	);
}

/**
 * Returns a label as a link (OSC 8), or the label alone if the address may not become a link. The label must be
 * sanitized. The address is safe: `URL` has escaped control characters, which could end the sequence of the link.
 */
export function hyperlink(label: string, address: URL): string {
	return isLinkable(address) ? `${open}${address.href}${end}${label}${open}${end}` : label;
}
