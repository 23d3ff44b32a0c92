import type {SafeText} from '../core/text/text.ts';
import type {Environment} from './environment.ts';
import {multiplexer, passThrough} from './multiplexer.ts';

/** By which sequence a terminal shows a notification on the desktop. */
export type NotificationProtocol = 'osc9' | 'osc777' | 'osc99';

/** The text of a notification and the run that it concerns, the first one if there are several. */
export type Notification = {
	readonly runId: string;
	readonly isUrgent: boolean;
	readonly title: SafeText;
	readonly body: SafeText;
};

/** More characters of a notification no desktop shows. */
const longestTitle = 80;
const longestBody = 240;
const longestId = 80;

const bell = '\u0007';

/**
 * The way that the terminal is known to have; null where none is known. Within tmux the variables of the terminal
 * around it may be there still, and may be those of an earlier one: then what is sent is lost, and the bell is not.
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

/** What is written to notify: the way's own sequence, and the bell where there is no such way or it may be lost. */
export function notificationSequence(
	notification: Notification,
	way: NotificationProtocol | null,
	mayRing: boolean,
	env: Environment,
): string {
	const ring = mayRing && (way === null || multiplexer(env) !== null) ? bell : '';
	return way === null ? ring : `${passThrough(sequence(way, notification), env)}${ring}`;
}

function sequence(way: NotificationProtocol, {runId, isUrgent, ...texts}: Notification): string {
	const title = cut(texts.title, longestTitle);
	const body = cut(texts.body, longestBody);

	switch (way) {
		case 'osc9': {
			// It begins with a word, since some read a number before a semicolon as a command.
			return `\u001B]9;${title}: ${body}${bell}`;
		}

		case 'osc777': {
			return `\u001B]777;notify;${withoutSemicolon(title)};${withoutSemicolon(body)}${bell}`;
		}

		case 'osc99': {
			// A notification takes the place of an earlier one of the same id.
			const id = `chenyu-top-${runId.replaceAll(/[^\w.+-]/g, '')}`.slice(0, longestId);
			const urgency = isUrgent ? ':u=2' : '';
			return `\u001B]99;i=${id}:d=0${urgency};${title}\u001B\\\u001B]99;i=${id}:d=1:p=body;${body}\u001B\\`;
		}
	}
}

/** It would end the field. */
function withoutSemicolon(text: string): string {
	return text.replaceAll(';', ',');
}

function cut(text: string, most: number): string {
	const characters = [...text];
	return characters.length <= most ? text : characters.slice(0, most).join('');
}
