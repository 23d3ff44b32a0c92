import {createContext} from 'react';

/** Receives the largest scroll position of the overlay that was drawn. */
export const ScrollEndContext = createContext<(end: number) => void>(() => {});
