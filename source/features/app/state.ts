export type AppViewState = {
	/** Whether the window of the terminal has lost the focus, as reported by the terminal. */
	readonly windowBlurred: boolean;
	readonly notificationsOff: boolean;
	/** Whether the program handles the mouse. Otherwise the terminal does, for example to select text. */
	readonly mouse: boolean;
};

export const initialAppView: AppViewState = {
	windowBlurred: false,
	notificationsOff: false,
	mouse: false,
};
