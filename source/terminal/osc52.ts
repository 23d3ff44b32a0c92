import type {Environment} from './environment.ts';

/** The longest text, in bytes, that all terminals which know the sequence take: more than 100,000 of them in base64 are cut. */
const maxBytes = 74_994;
/** GNU screen takes no longer string within a sequence of its own. */
const maxPerScreenString = 250;

/**
 * The sequence (OSC 52) that asks the terminal to put a text into the clipboard: it works over SSH as well. The
 * terminal does not answer, so nobody knows whether it did. Null where the text is too long. Within tmux and GNU
 * screen it is wrapped so that they pass it on.
 */
export function osc52(text: string, env: Environment): string | null {
	const bytes = Buffer.from(text, 'utf8');

	if (bytes.length > maxBytes) {
		return null;
	}

	const sequence = `\u001B]52;c;${bytes.toString('base64')}\u0007`;

	if (env['TMUX']) {
		// Bare for `set-clipboard on`, wrapped for `allow-passthrough on`: which of them is set cannot be seen.
		return `${sequence}\u001BPtmux;${sequence.replaceAll('\u001B', '\u001B\u001B')}\u001B\\`;
	}

	return env['STY'] ? inScreenStrings(sequence) : sequence;
}

function inScreenStrings(sequence: string): string {
	const strings: string[] = [];

	for (let from = 0; from < sequence.length; from += maxPerScreenString) {
		strings.push(`\u001BP${sequence.slice(from, from + maxPerScreenString)}\u001B\\`);
	}

	return strings.join('');
}
