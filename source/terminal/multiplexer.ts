import type {Environment} from './environment.ts';

export function multiplexer(env: Environment): 'tmux' | 'screen' | null {
	if (env['TMUX']) {
		return 'tmux';
	}

	return env['STY'] ? 'screen' : null;
}

/**
 * Returns whether the program runs in tmux or GNU screen. Checks `TERM` too: SSH does not forward `TMUX` and `STY`, the
 * variables that tmux and screen set.
 */
export function isInMultiplexer(env: Environment): boolean {
	return multiplexer(env) !== null || /^(?:tmux|screen)/.test(env['TERM'] ?? '');
}

/**
 * In tmux or GNU screen, wraps an escape sequence in a device control string (DCS). tmux and screen pass the content of
 * such a string on to the terminal in which they run. tmux does so only if its option `allow-passthrough` is on.
 */
export function passThrough(sequence: string, env: Environment): string {
	switch (multiplexer(env)) {
		case 'tmux':
			return `\u001BPtmux;${sequence.replaceAll('\u001B', '\u001B\u001B')}\u001B\\`;
		case 'screen':
			// A DCS string ends at its first ST, so each ST in the sequence is replaced by a BEL.
			return `\u001BP${sequence.replaceAll('\u001B\\', '\u0007')}\u001B\\`;
		case null:
			return sequence;
	}
}
