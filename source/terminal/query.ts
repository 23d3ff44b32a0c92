import type {ImageProtocol, Pixels} from '../core/output/output-view.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import type {Environment} from './platform.ts';
import type {Terminal} from './terminal.ts';

export type Background = 'dark' | 'light';

/** What the terminal reports about itself. */
export type TerminalReport = {
	/** Null if the terminal does not report its background color. */
	readonly background: Background | null;
	/** The best way to draw images. */
	readonly protocol: ImageProtocol;
	/** The size of a cell in pixels; the most common one if the terminal does not report it. */
	readonly cell: Pixels;
};

type QueryOptions = {
	readonly env: Environment;
	readonly terminal: Pick<Terminal, 'isMultiplexed'>;
	readonly clock: Clock;
	readonly write: (sequence: string) => void;
	/** Subscribes to all input, including key presses. Returns a function that unsubscribes. */
	readonly listen: (listener: (input: string) => void) => () => void;
};

/** A response that arrives later is ignored: the keyboard removes it from the input. */
const timeoutMs: Duration = 1000;
const maxInputLength = 4096;

/** The id of the image in the query of the kitty protocol. Other programs are unlikely to use this number. */
export const kittyImageId = 1_129_272;
const backgroundQuery = '\u001B]11;?\u001B\\';
/** Asks whether kitty graphics work (a=q, with an image of one pixel), and for the size of a cell (XTWINOPS 16). */
const graphicsQuery = `\u001B_Gi=${kittyImageId},s=1,v=1,a=q,t=d,f=24;AAAA\u001B\\\u001B[16t`;
/** Asks for the device attributes (DA1). Every terminal responds, and in order, so that no earlier response follows. */
const attributesQuery = '\u001B[c';
// oxlint-disable-next-line no-control-regex
const attributesResponse = /\u001B\[\?([\d;]+)c/;

export const unknownTerminal: TerminalReport = {
	background: null,
	protocol: 'cells',
	cell: {width: 8, height: 16},
};

/** Asks the terminal about itself. What it does not report within a second stays unknown. Never rejects. */
export async function queryTerminal(options: QueryOptions): Promise<TerminalReport> {
	const {env, clock, write, listen} = options;
	const responded = Promise.withResolvers<void>();
	let input = '';
	const stopListening = listen(chunk => {
		input = (input + chunk).slice(-maxInputLength);

		if (attributesResponse.test(input)) {
			responded.resolve();
		}
	});
	const cancel = clock.after(timeoutMs, responded.resolve);
	const asksGraphics = understandsGraphicsQuery(options);
	write(backgroundQuery + (asksGraphics ? graphicsQuery : '') + attributesQuery);
	await responded.promise;
	cancel();
	stopListening();
	const background = parseBackground(input);
	return asksGraphics
		? {background, protocol: imageProtocol(input, env), cell: parseCell(input)}
		: {...unknownTerminal, background};
}

/**
 * In tmux and GNU screen, an image would stay visible in other windows, and tmux reports sixel without support around it.
 * The Linux console and the Terminal of macOS print the query.
 */
function understandsGraphicsQuery({env, terminal}: QueryOptions): boolean {
	return (
		!terminal.isMultiplexed && env['TERM'] !== 'linux' && env['TERM_PROGRAM'] !== 'Apple_Terminal'
	);
}

/** Reads a response like `rgb:1e1e/1e1e/2e2e`. Each channel has one to four hexadecimal digits. */
function parseBackground(input: string): Background | null {
	const [, red, green, blue] =
		// oxlint-disable-next-line no-control-regex
		/\u001B\]11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/i.exec(input) ?? [];

	if (red === undefined || green === undefined || blue === undefined) {
		return null;
	}

	const parse = (digits: string): number => Number.parseInt(digits, 16) / (16 ** digits.length - 1);
	// The brightness by ITU-R BT.601.
	const luma = 0.299 * parse(red) + 0.587 * parse(green) + 0.114 * parse(blue);
	return luma > 0.5 ? 'light' : 'dark';
}

function imageProtocol(input: string, env: Environment): ImageProtocol {
	if (input.includes(`\u001B_Gi=${kittyImageId};OK`)) {
		return 'kitty';
	}

	if (/^(?:iTerm\.app|iTerm2|WezTerm)$/.test(env['TERM_PROGRAM'] ?? env['LC_TERMINAL'] ?? '')) {
		return 'iterm';
	}

	// The attribute 4 means sixel graphics.
	return attributesResponse.exec(input)?.[1]?.split(';').includes('4') === true ? 'sixel' : 'cells';
}

function parseCell(input: string): Pixels {
	// oxlint-disable-next-line no-control-regex
	const [, height = '', width = ''] = /\u001B\[6;(\d{1,3});(\d{1,3})t/.exec(input) ?? [];
	const cell = {width: Number(width), height: Number(height)};
	return cell.width > 0 && cell.height > 0 ? cell : unknownTerminal.cell;
}
