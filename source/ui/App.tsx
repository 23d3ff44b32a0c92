import {useApp, useInput, usePaste, type SuspendTerminal} from 'ink';
import {useEffect, useSyncExternalStore} from 'react';
import type {Instant} from '../core/time/clock.ts';
import {pressKeys} from '../store/keys/dispatch.ts';
import {footerHints} from '../store/keys/hints.ts';
import {selectScreen} from '../store/selectors.ts';
import type {Store} from '../store/store.ts';
import type {Appearance} from './theme/appearance.ts';
import {Screen} from './Screen.tsx';

export type AppProps = {
	readonly store: Pick<Store, 'getState' | 'dispatch' | 'subscribe'>;
	readonly appearance: Appearance;
	/** The wall clock: when a key was pressed or a text pasted. */
	readonly now: () => Instant;
	/** Given what lends the terminal to others, once it can be lent. */
	readonly onReady: (suspendTerminal: SuspendTerminal) => void;
};

/** Where the terminal and the store meet: keys and pasted text become actions, states become frames. */
export function App(props: AppProps) {
	const {store, appearance} = props;
	const state = useSyncExternalStore(store.subscribe, store.getState);
	useReader(props);

	return (
		<Screen
			model={selectScreen(state)}
			hints={footerHints(state, appearance.bindings)}
			size={state.view.size}
			appearance={appearance}
		/>
	);
}

/** The same without frames, for a reader who listens. */
export function ScreenReaderApp(props: AppProps) {
	useReader(props);
	return null;
}

/** Makes actions of what the reader does. */
function useReader({store, appearance, now, onReady}: AppProps): void {
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
