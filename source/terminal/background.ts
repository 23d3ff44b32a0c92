import type {Clock, Duration} from '../core/time/clock.ts';
import type {Environment} from './environment.ts';

/** Whether the terminal's background is a dark or a light one. */
export type Background = 'dark' | 'light';

export type BackgroundQueryOptions = {
	readonly env: Environment;
	readonly clock: Clock;
	readonly write: (sequence: string) => void;
	/** Hears everything that the terminal sends, keys and answers alike; gives what stops it. */
	readonly listen: (listener: (sent: string) => void) => () => void;
};

/** How long an answer may take, also from far away. */
const patience: Duration = 1000;
/** More than an answer is. */
const longest = 1024;

/** OSC 11 asks for the colour; the question what it is (DA1) is answered by every terminal, and after the first. */
export const backgroundQuery = '\u001B]11;?\u001B\\\u001B[c';

/** Asks the terminal for its background; never rejects. Where it does not say, its environment or else `dark` has to do. */
export async function queryBackground({
	env,
	clock,
	write,
	listen,
}: BackgroundQueryOptions): Promise<Background> {
	const answered = Promise.withResolvers<Background | null>();
	let sent = '';
	const stopListening = listen(piece => {
		sent = (sent + piece).slice(-longest);
		const background = parseBackground(sent);

		// oxlint-disable-next-line no-control-regex
		if (background !== null || /\u001B\[\?[\d;]+c/.test(sent)) {
			answered.resolve(background);
		}
	});
	const cancel = clock.after(patience, () => {
		answered.resolve(null);
	});
	write(backgroundQuery);
	const background = await answered.promise;
	cancel();
	stopListening();
	return background ?? backgroundFromEnv(env) ?? 'dark';
}

/** The answer in what a terminal sent, as `rgb:1e1e/1e1e/2e2e` with one to four hex digits each; null where there is none. */
export function parseBackground(sent: string): Background | null {
	const [, red, green, blue] =
		// oxlint-disable-next-line no-control-regex
		/\u001B\]11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/i.exec(sent) ?? [];

	if (red === undefined || green === undefined || blue === undefined) {
		return null;
	}

	// As bright as it looks: green counts most, blue least.
	return 0.299 * part(red) + 0.587 * part(green) + 0.114 * part(blue) > 0.5 ? 'light' : 'dark';
}

/** `COLORFGBG`, as some terminals set it: the numbers of the colours of text and background among the sixteen. */
function backgroundFromEnv(env: Environment): Background | null {
	const number = /;(\d{1,2})$/.exec(env['COLORFGBG'] ?? '')?.[1];

	if (number === undefined) {
		return null;
	}

	return number === '7' || Number(number) > 8 ? 'light' : 'dark';
}

function part(digits: string): number {
	return Number.parseInt(digits, 16) / (16 ** digits.length - 1);
}
