import type {Environment} from './environment.ts';
import {multiplexer, passThrough} from './multiplexer.ts';

/** The number of bytes that fit in 100,000 characters of base64. Some terminals truncate longer sequences. */
const maxBytes = 74_994;
/** GNU screen limits DCS strings to this length. */
const maxScreenStringLength = 250;

/**
 * Returns the sequence that copies a text to the clipboard (xterm, OSC 52). Terminals do not respond to it. Null if the text
 * is too long.
 */
export function osc52(text: string, env: Environment): string | null {
	const bytes = Buffer.from(text, 'utf8');

	if (bytes.length > maxBytes) {
		return null;
	}

	const sequence = `\u001B]52;c;${bytes.toString('base64')}\u0007`;

	switch (multiplexer(env)) {
		case 'tmux': {
			// The bare sequence works with `set-clipboard on`, the wrapped one with `allow-passthrough on`.
			return sequence + passThrough(sequence, env);
		}

		case 'screen': {
			return inScreenStrings(sequence);
		}

		case null: {
			return sequence;
		}
	}
}

function inScreenStrings(sequence: string): string {
	const strings: string[] = [];

	for (let from = 0; from < sequence.length; from += maxScreenStringLength) {
		strings.push(`\u001BP${sequence.slice(from, from + maxScreenStringLength)}\u001B\\`);
	}

	return strings.join('');
}
