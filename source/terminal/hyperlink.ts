import {isWebAddress} from '../core/output/output-address.ts';

const open = '\u001B]8;;';
/**
 * Ends a link sequence. This is BEL, not the standard terminator ST (`ESC \`), because the libraries with which Ink
 * wraps and truncates text do not support ST.
 */
const end = '\u0007';

/**
 * Returns a label as a link (OSC 8), or the label alone if it is not a link to the web (`isWebAddress`). The label must be
 * sanitized. The address is safe: `URL` has escaped control characters, which could end the sequence of the link.
 */
export function hyperlink(label: string, address: URL): string {
	return isWebAddress(address) ? `${open}${address.href}${end}${label}${open}${end}` : label;
}
