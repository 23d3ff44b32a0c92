import type {Environment} from './environment.ts';

/** What stands between the program and the terminal that is seen, and reads the sequences first. */
export function multiplexer(env: Environment): 'tmux' | 'screen' | null {
	if (env['TMUX']) {
		return 'tmux';
	}

	return env['STY'] ? 'screen' : null;
}

/**
 * A sequence that is meant for the terminal itself, wrapped so that what stands between passes it on. tmux does so
 * where `allow-passthrough` is on, and drops it elsewhere.
 */
export function passThrough(sequence: string, env: Environment): string {
	switch (multiplexer(env)) {
		case 'tmux': {
			return `\u001BPtmux;${sequence.replaceAll('\u001B', '\u001B\u001B')}\u001B\\`;
		}

		case 'screen': {
			// The string ends at the first ESC \, so what is passed on ends with a bell.
			return `\u001BP${sequence.replaceAll('\u001B\\', '\u0007')}\u001B\\`;
		}

		case null: {
			return sequence;
		}
	}
}
