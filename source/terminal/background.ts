import type {Duration} from '../core/time/clock.ts';
import type {Environment} from './environment.ts';
import {queryTerminal, requestDeviceAttributes, type QueryOptions} from './query-terminal.ts';

export type Background = 'dark' | 'light';

const responseTimeoutMs: Duration = 1000;

export const backgroundQuery = `\u001B]11;?\u001B\\${requestDeviceAttributes}`;

/**
 * Asks the terminal for its background color. Without a response, guesses it from the environment variables. Resolves
 * to null if it is unknown. Never rejects.
 */
export async function queryBackground({
	env,
	...options
}: QueryOptions & {readonly env: Environment}): Promise<Background | null> {
	const response = await queryTerminal(backgroundQuery, responseTimeoutMs, options);
	return parseBackground(response) ?? backgroundFromEnv(env);
}

/**
 * Returns whether the color in a response like `rgb:1e1e/1e1e/2e2e` is light or dark. Each channel has one to four
 * hexadecimal digits. Returns null if the input contains no such response.
 */
export function parseBackground(input: string): Background | null {
	const [, red, green, blue] =
		// oxlint-disable-next-line no-control-regex
		/\u001B\]11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/i.exec(input) ?? [];

	if (red === undefined || green === undefined || blue === undefined) {
		return null;
	}

	// The brightness by ITU-R BT.601.
	const luma = 0.299 * parseChannel(red) + 0.587 * parseChannel(green) + 0.114 * parseChannel(blue);
	return luma > 0.5 ? 'light' : 'dark';
}

/**
 * Reads the variable `COLORFGBG` (rxvt, Konsole), which contains the palette indexes of the text and the background,
 * such as `15;0`. Without it, the Linux console counts as dark; for other terminals, returns null.
 */
function backgroundFromEnv(env: Environment): Background | null {
	const index = /;(\d{1,2})$/.exec(env['COLORFGBG'] ?? '')?.[1];

	if (index === undefined) {
		return env['TERM'] === 'linux' ? 'dark' : null;
	}

	return index === '7' || Number(index) > 8 ? 'light' : 'dark';
}

function parseChannel(digits: string): number {
	return Number.parseInt(digits, 16) / (16 ** digits.length - 1);
}
