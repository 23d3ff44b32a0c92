export type AppViewState = {
	/** Whether the terminal has reported that its window lost the focus. */
	readonly windowBlurred: boolean;
	readonly notificationsOff: boolean;
	/** Whether the program, not the terminal, handles the mouse. */
	readonly mouse: boolean;
};

export const initialAppView: AppViewState = {
	windowBlurred: false,
	notificationsOff: false,
	mouse: false,
};
