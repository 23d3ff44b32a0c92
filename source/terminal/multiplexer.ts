import type {Environment} from './environment.ts';

export function multiplexer(env: Environment): 'tmux' | 'screen' | null {
	if (env['TMUX']) {
		return 'tmux';
	}

	return env['STY'] ? 'screen' : null;
}

/**
 * Returns whether the program runs in tmux or GNU screen. Checks `TERM` too, because SSH forwards no other variable
 * that shows it.
 */
export function isInMultiplexer(env: Environment): boolean {
	return multiplexer(env) !== null || /^(?:tmux|screen)/.test(env['TERM'] ?? '');
}

/**
 * In tmux and GNU screen, wraps a sequence in DCS, so that it is passed on to the outer terminal. tmux does this only
 * if `allow-passthrough` is on.
 */
export function passThrough(sequence: string, env: Environment): string {
	switch (multiplexer(env)) {
		case 'tmux': {
			return `\u001BPtmux;${sequence.replaceAll('\u001B', '\u001B\u001B')}\u001B\\`;
		}

		case 'screen': {
			// A DCS string ends at its first ST, so each ST in the sequence is replaced by a BEL.
			return `\u001BP${sequence.replaceAll('\u001B\\', '\u0007')}\u001B\\`;
		}

		case null: {
			return sequence;
		}
	}
}
