const open = '\u001B]8;;';
/** The bell and not ESC \\, as what wraps and cuts text for Ink does not know the other. */
const end = '\u0007';

/** Whether an address may become a link: http or https, and without a user's name in it, which could pass for the host. */
export function isLinkable(address: URL): boolean {
	return (
		(address.protocol === 'https:' || address.protocol === 'http:') &&
		address.username === '' &&
		address.password === ''
	);
}

/**
 * A label that opens an address when it is clicked (OSC 8), for terminals that know links. The label alone where the
 * address is not fit for a link. The label has to be clean, and to name the host; `URL` has no character in its
 * `href` that could end the sequence.
 */
export function hyperlink(label: string, address: URL): string {
	return isLinkable(address) ? `${open}${address.href}${end}${label}${open}${end}` : label;
}
