import type {Duration} from '../core/time/clock.ts';
import {queryTerminal, requestDeviceAttributes, type QueryOptions} from './query-terminal.ts';

export type Background = 'dark' | 'light';

const responseTimeoutMs: Duration = 1000;

export const backgroundQuery = `\u001B]11;?\u001B\\${requestDeviceAttributes}`;

/** Asks the terminal for its background color. Resolves to null if it does not tell. Never rejects. */
export async function queryBackground(options: QueryOptions): Promise<Background | null> {
	return parseBackground(await queryTerminal(backgroundQuery, responseTimeoutMs, options));
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

function parseChannel(digits: string): number {
	return Number.parseInt(digits, 16) / (16 ** digits.length - 1);
}
