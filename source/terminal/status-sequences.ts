import {isWebAddress} from '../core/output/output-address.ts';
import type {SafeText} from '../core/text/sanitize.ts';
import type {Terminal} from './terminal.ts';

const bell = '\u0007';
const stringTerminator = '\u001B\\';

/** Matches the parts of a sequence that fit into one device control string (DCS) of GNU screen each. */
const screenString = /.{1,250}/gs;

/**
 * In tmux or GNU screen, wraps an escape sequence in device control strings, whose content they pass on to the terminal
 * around them; tmux only with its option `allow-passthrough`.
 */
export function passThrough(
	sequence: string,
	{multiplexer}: Pick<Terminal, 'multiplexer'>,
): string {
	switch (multiplexer) {
		case 'tmux':
			return `\u001BPtmux;${sequence.replaceAll('\u001B', '\u001B\u001B')}${stringTerminator}`;
		case 'screen':
			// A DCS string ends at its first ST, so each ST in the sequence is replaced by a BEL.
			return sequence
				.replaceAll(stringTerminator, bell)
				.replaceAll(screenString, `\u001BP$&${stringTerminator}`);
		case null:
			return sequence;
	}
}

const openLink = '\u001B]8;;';

/**
 * Returns a sanitized label as a link (OSC 8), or the label alone if the address is not of the web (`isWebAddress`). `URL`
 * has escaped control characters, which could end the sequence. It ends with BEL, because Ink's libraries do not know ST.
 */
export function hyperlink(label: string, address: URL): string {
	return isWebAddress(address)
		? `${openLink}${address.href}${bell}${label}${openLink}${bell}`
		: label;
}

/** The maximum length of a title in characters. Some window managers fail on very long titles. */
const maxTitleLength = 120;

/** Saves the title on the terminal's title stack (xterm, XTWINOPS 22). A terminal without this stack ignores it. */
export const saveTitle = '\u001B[22;0t';
/** Clears the title, for terminals without a title stack, and then restores the saved title (XTWINOPS 23). */
export const restoreTitle = `\u001B]0;${bell}\u001B[23;0t`;

export function titleSequence(title: SafeText): string {
	return `\u001B]0;${firstCharacters(title, maxTitleLength)}${bell}`;
}

/** The state of the progress bar that the terminal shows in its tab or on the taskbar (ConEmu, OSC 9;4). */
export type TerminalProgress =
	| {readonly kind: 'none' | 'indeterminate'}
	| {readonly kind: 'normal' | 'error'; readonly percent: number};

const progressStates = {none: 0, normal: 1, error: 2, indeterminate: 3} as const;

/** Returns the sequence for a progress bar. It ends with ST, because VTE ignores OSC 9;4 that ends with BEL. */
export function progressSequence(progress: TerminalProgress): string {
	const percent = 'percent' in progress ? Math.floor(progress.percent) : 0;
	return `\u001B]9;4;${progressStates[progress.kind]};${Math.max(0, Math.min(100, percent))}${stringTerminator}`;
}

export type Notification = {readonly title: SafeText; readonly body: SafeText};

/** Shows a notification. The bell, if enabled, rings where it may not appear: without a protocol, in tmux and screen. */
export function notificationSequence(
	notification: Notification,
	protocol: Terminal['notifications'],
	isBellEnabled: boolean,
	terminal: Pick<Terminal, 'multiplexer'>,
): string {
	const isUncertain = protocol === null || terminal.multiplexer !== null;
	const ring = isBellEnabled && isUncertain ? bell : '';
	return protocol === null
		? ring
		: `${passThrough(protocolSequence(protocol, notification), terminal)}${ring}`;
}

function protocolSequence(
	protocol: NonNullable<Terminal['notifications']>,
	texts: Notification,
): string {
	const title = firstCharacters(texts.title, 80);
	const body = firstCharacters(texts.body, 240);
	// The title starts with a letter, because ConEmu and other terminals read `9;NUMBER;` as a command. In the other one,
	// semicolons separate the fields, and cannot be escaped.
	return protocol === 'osc9'
		? `\u001B]9;${title}: ${body}${bell}`
		: `\u001B]777;notify;${title.replaceAll(';', ',')};${body.replaceAll(';', ',')}${bell}`;
}

function firstCharacters(text: string, count: number): string {
	return [...text].slice(0, count).join('');
}
