import {createContext, use} from 'react';
import type {Appearance} from './theme/appearance.ts';

export const AppearanceContext = createContext<Appearance | null>(null);

export function useAppearance(): Appearance {
	const appearance = use(AppearanceContext);

	if (appearance === null) {
		throw new Error('Wrap the component in AppearanceContext.');
	}

	return appearance;
}
