import type {Feature} from '../../store/feature.ts';
import {reduceSet, switchAccount} from './reduce.ts';
import type {Setting} from './state.ts';

export type {Setting} from './state.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		set: {readonly setting: Setting; readonly value: string};
	}
}

export const settings = {
	commands: {set: reduceSet},
	actions: {
		accountSwitched: (state, {initial, at}) => switchAccount(state, initial, at),
	},
} satisfies Feature;
