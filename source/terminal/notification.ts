import type {SafeText} from '../core/text/text.ts';
import type {Environment} from './environment.ts';
import {multiplexer, passThrough} from './multiplexer.ts';

/** The OSC sequence for a desktop notification: 9 is from iTerm2, 777 from rxvt-unicode, 99 from kitty. */
type NotificationProtocol = 'osc9' | 'osc777' | 'osc99';

export type Notification = {
	readonly runId: string;
	readonly isUrgent: boolean;
	readonly title: SafeText;
	readonly body: SafeText;
};

const maxTitleLength = 80;
const maxBodyLength = 240;
const maxIdLength = 80;

const bell = '\u0007';

/**
 * Returns the notification protocol of the terminal; null if unknown. In tmux, the environment variables may describe a
 * terminal that was attached earlier, so a notification may get lost.
 */
export function notificationProtocol(env: Environment): NotificationProtocol | null {
	const term = env['TERM'] ?? '';
	const program = env['TERM_PROGRAM'] ?? '';

	if (term === 'xterm-kitty' || env['KITTY_WINDOW_ID'] !== undefined) {
		return 'osc99';
	}

	if (program === 'iTerm.app' || env['LC_TERMINAL'] === 'iTerm2' || program === 'WarpTerminal') {
		return 'osc9';
	}

	const known =
		program === 'WezTerm' ||
		env['WEZTERM_PANE'] !== undefined ||
		program === 'ghostty' ||
		env['GHOSTTY_RESOURCES_DIR'] !== undefined ||
		/^(?:xterm-ghostty|wezterm|foot|rxvt-unicode|contour)/.test(term);
	return known ? 'osc777' : null;
}

/**
 * Returns the sequence that shows a notification. If the bell is enabled, the sequence also rings it where a
 * notification may not appear: without a known protocol, or in tmux and screen.
 */
export function notificationSequence(
	notification: Notification,
	protocol: NotificationProtocol | null,
	isBellEnabled: boolean,
	env: Environment,
): string {
	const ring = isBellEnabled && (protocol === null || multiplexer(env) !== null) ? bell : '';
	return protocol === null ? ring : `${passThrough(sequence(protocol, notification), env)}${ring}`;
}

function sequence(
	protocol: NotificationProtocol,
	{runId, isUrgent, ...texts}: Notification,
): string {
	const title = firstCharacters(texts.title, maxTitleLength);
	const body = firstCharacters(texts.body, maxBodyLength);

	switch (protocol) {
		case 'osc9':
			// The title starts with a letter, because ConEmu and other terminals read `9;NUMBER;` as a command.
			return `\u001B]9;${title}: ${body}${bell}`;
		case 'osc777':
			return `\u001B]777;notify;${withoutSemicolon(title)};${withoutSemicolon(body)}${bell}`;
		case 'osc99': {
			// Kitty replaces an earlier notification with the same id.
			const id = `chenyu-top-${runId.replaceAll(/[^\w.+-]/g, '')}`.slice(0, maxIdLength);
			const urgency = isUrgent ? ':u=2' : '';
			return `\u001B]99;i=${id}:d=0${urgency};${title}\u001B\\\u001B]99;i=${id}:d=1:p=body;${body}\u001B\\`;
		}
	}
}

/** Replaces semicolons, because OSC 777 separates its fields by semicolons and cannot escape them. */
function withoutSemicolon(text: string): string {
	return text.replaceAll(';', ',');
}

function firstCharacters(text: string, count: number): string {
	return [...text].slice(0, count).join('');
}
