import type {Cancel} from '../core/time/clock.ts';

/** The signals that ask the program to end, and the exit codes that tell of them: 128 and the signal's number. */
const exitCodes = {SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143} as const;

/**
 * Calls back with the exit code of each signal that asks the program to end. As long as this listens, the signals do
 * not end it by themselves: a last line is still to be written, a terminal to be put in order.
 */
export function onExitSignal(
	source: Pick<NodeJS.Process, 'on' | 'off'>,
	callback: (exitCode: number) => void,
): Cancel {
	const listeners = Object.entries(exitCodes).map(([signal, code]) => {
		const listener = () => {
			callback(code);
		};
		return [signal, listener] as const;
	});

	for (const [signal, listener] of listeners) {
		source.on(signal, listener);
	}

	return () => {
		for (const [signal, listener] of listeners) {
			source.off(signal, listener);
		}
	};
}
