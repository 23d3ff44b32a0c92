import {useApp, useInput, usePaste, type SuspendTerminal} from 'ink';
import {useEffect, useSyncExternalStore} from 'react';
import type {Instant} from '../core/time/clock.ts';
import {pressKeys} from '../store/keys/dispatch.ts';
import {footerHints} from '../store/keys/hints.ts';
import {selectScreen} from '../store/selectors.ts';
import type {Store} from '../store/store.ts';
import {AppearanceContext} from './appearance-context.ts';
import type {Appearance} from './theme/appearance.ts';
import {Screen} from './Screen.tsx';

export type AppProps = {
	readonly store: Pick<Store, 'getState' | 'dispatch' | 'subscribe'>;
	readonly appearance: Appearance;
	/** Called at each key and each paste, to give the action its time. */
	readonly now: () => Instant;
	/** Receives Ink's `suspendTerminal` after mount. */
	readonly onReady: (suspendTerminal: SuspendTerminal) => void;
};

export function App(props: AppProps) {
	const {store, appearance} = props;
	const state = useSyncExternalStore(store.subscribe, store.getState);
	useTerminalInput(props);

	return (
		<AppearanceContext value={appearance}>
			<Screen
				model={selectScreen(state)}
				hints={footerHints(state, appearance.bindings)}
				size={state.view.size}
			/>
		</AppearanceContext>
	);
}

/** Reads keys but draws nothing. */
export function ScreenReaderApp(props: AppProps) {
	useTerminalInput(props);
	return null;
}

/** Dispatches keys and pasted text. */
function useTerminalInput({store, appearance, now, onReady}: AppProps): void {
	const {suspendTerminal} = useApp();

	useEffect(() => {
		onReady(suspendTerminal);
	}, [onReady, suspendTerminal]);

	useInput((input, key) => {
		pressKeys(
			input,
			key,
			store.getState,
			action => {
				store.dispatch({...action, at: now()});
			},
			appearance.bindings,
		);
	});

	usePaste(text => {
		store.dispatch({type: 'typed', text, at: now()});
	});
}
