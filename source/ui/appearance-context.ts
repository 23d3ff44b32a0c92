import {createContext, use} from 'react';
import type {Appearance} from './theme/appearance.ts';

export const AppearanceContext = createContext<Appearance | null>(null);

/** Receives the largest scroll position of the overlay that was drawn. */
export const ScrollEndContext = createContext<(end: number) => void>(() => {});

export function useAppearance(): Appearance {
	const appearance = use(AppearanceContext);

	if (appearance === null) {
		throw new Error('Wrap the component in AppearanceContext.');
	}

	return appearance;
}
