import type {Instant} from '../../core/time/clock.ts';
import type {Notice} from '../../store/notice.ts';

export type AppViewState = {
	readonly notice: {readonly notice: Notice; readonly at: Instant} | null;
	readonly windowBlurred: boolean;
	readonly notificationsOff: boolean;
	/** Whether the program handles the mouse. Otherwise the terminal does, for example to select text. */
	readonly mouse: boolean;
};

export const initialAppView: AppViewState = {
	notice: null,
	windowBlurred: false,
	notificationsOff: false,
	mouse: false,
};
