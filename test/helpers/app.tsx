import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink-testing-library';
import {reduce} from '../../source/features/index.ts';
import {App} from '../../source/session/screen/App.tsx';
import type {Action} from '../../source/store/action.ts';
import type {Effect} from '../../source/store/effects.ts';
import type {State} from '../../source/store/state.ts';
import {settle} from './fake-clock.ts';
import {keyBytes, keysIn} from './key-bytes.ts';
import type {Scope} from './program.ts';
import {appearance} from './sample.ts';

/** A terminal tells this from the start of an escape sequence without waiting. */
const esc = '\u001B[27u';

/**
 * Shows a state, which must be 100 columns wide, on the screen of the whole program. Each key and each action is drawn
 * at once, and no time passes. Effects do not happen; `effects` lists them.
 */
export async function openApp(
	scope: Scope,
	initial: State,
	...look: Parameters<typeof appearance>
) {
	const effects: Effect[] = [];
	const listeners = new Set<() => void>();
	let state = initial;
	const dispatch = (action: Action): void => {
		const next = reduce(state, action);
		state = next.state;
		effects.push(...next.effects);
		listeners.forEach(listener => listener());
	};
	const store = {
		getState: () => state,
		dispatch,
		subscribe(listener: () => void) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
	};
	const {stdin, lastFrame, unmount} = render(
		<App
			store={store}
			appearance={appearance(...look)}
			now={() => state.now}
			receiveSuspendTerminal={() => {}}
		/>,
	);
	scope.after(unmount);
	await settle();
	return {
		effects,
		/** Presses keys (see `keysIn`), or performs actions. Returns the screen as one text. */
		press: async (...steps: ReadonlyArray<string | Action>): Promise<string> => {
			for (const step of steps) {
				if (typeof step !== 'string') {
					dispatch(step);
					continue;
				}

				for (const part of keysIn(step)) {
					stdin.write('text' in part ? part.text : part.key === 'esc' ? esc : keyBytes(part.key));
				}
			}

			await settle();
			return stripVTControlCharacters(lastFrame() ?? '');
		},
	};
}
