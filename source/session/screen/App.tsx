import {useApp, useInput, usePaste, type SuspendTerminal} from 'ink';
import {useCallback, useEffect, useSyncExternalStore} from 'react';
import type {Instant} from '../../core/time/clock.ts';
import {footerHints} from '../../features/key-hints.ts';
import {pressKeys} from '../../features/press-keys.ts';
import {selectScreen} from '../../features/screen-model.ts';
import type {Store} from '../../store/store.ts';
import {AppearanceContext, ScrollEndContext} from '../../ui/appearance-context.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {Screen} from './Screen.tsx';

export type AppProps = {
	readonly store: Pick<Store, 'getState' | 'dispatch' | 'subscribe'>;
	readonly appearance: Appearance;
	/** Returns the current time. Each action that a key press or a paste dispatches contains this time. */
	readonly now: () => Instant;
	/** Called after mount with Ink's `suspendTerminal`, which releases the terminal while another program uses it. */
	readonly receiveSuspendTerminal: (suspendTerminal: SuspendTerminal) => void;
};

export function App(props: AppProps) {
	const {store, appearance, now} = props;
	const state = useSyncExternalStore(store.subscribe, store.getState);
	const reportEnd = useCallback(
		(end: number) => store.dispatch({type: 'overlayMeasured', end, at: now()}),
		[store, now],
	);
	const hints = footerHints(state, appearance.bindings);
	useTerminalInput(props);
	return (
		<AppearanceContext value={appearance}>
			<ScrollEndContext value={reportEnd}>
				<Screen model={selectScreen(state)} hints={hints} size={state.view.size} />
			</ScrollEndContext>
		</AppearanceContext>
	);
}

/** Used instead of `App` with a screen reader: reads keys but draws nothing. */
export function ScreenReaderApp(props: AppProps) {
	useTerminalInput(props);
	return null;
}

/** Dispatches an action for each key and each pasted text. Passes `suspendTerminal` to `receiveSuspendTerminal`. */
function useTerminalInput({store, appearance, now, receiveSuspendTerminal}: AppProps): void {
	const {suspendTerminal} = useApp();

	useEffect(() => {
		receiveSuspendTerminal(suspendTerminal);
	}, [receiveSuspendTerminal, suspendTerminal]);

	useInput((input, key) => {
		const act = (action: Parameters<Parameters<typeof pressKeys>[3]>[0]) =>
			store.dispatch({...action, at: now()});
		pressKeys(input, key, store.getState, act, appearance.bindings);
	});

	usePaste(text => {
		store.dispatch({type: 'typed', text, at: now()});
	});
}
