import type {Environment} from './environment.ts';
import {multiplexer, passThrough} from './multiplexer.ts';

/** Some terminals truncate a sequence of more than 100,000 characters; this is the number of bytes that fit in base64. */
const maxBytes = 74_994;
/** GNU screen accepts no longer DCS string. */
const maxScreenStringLength = 250;

/** The sequence that copies a text to the clipboard (xterm, OSC 52). Terminals do not respond. Null if the text is too long. */
export function osc52(text: string, env: Environment): string | null {
	const bytes = Buffer.from(text, 'utf8');

	if (bytes.length > maxBytes) {
		return null;
	}

	const sequence = `\u001B]52;c;${bytes.toString('base64')}\u0007`;

	switch (multiplexer(env)) {
		case 'tmux': {
			// Bare for `set-clipboard on`, wrapped for `allow-passthrough on`.
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
