export type AppViewState = {
	readonly windowBlurred: boolean;
	readonly notificationsOff: boolean;
	/** Whether the program handles the mouse. Otherwise the terminal does, for example to select text. */
	readonly mouse: boolean;
};
