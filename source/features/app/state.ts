import type {Instant} from '../../core/time/clock.ts';
import type {Notice} from '../../store/notice.ts';

export type TimedNotice = {readonly notice: Notice; readonly at: Instant};

export const maxMessages = 100;

export type AppViewState = {
	readonly notice: TimedNotice | null;
	/** The latest notices, at most `maxMessages`, the newest first. */
	readonly messages: readonly TimedNotice[];
	readonly windowBlurred: boolean;
	readonly notificationsOff: boolean;
	/** Whether the program handles the mouse. Otherwise the terminal does, for example to select text. */
	readonly mouse: boolean;
};

export const initialAppView: AppViewState = {
	notice: null,
	messages: [],
	windowBlurred: false,
	notificationsOff: false,
	mouse: false,
};
