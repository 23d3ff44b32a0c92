import type {Action} from '../store/action.ts';

type Told = Extract<Action, {type: 'windowFocusChanged' | 'resized' | 'clicked' | 'wheeled'}>;
type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'at'> : never;

/** What the terminal tells besides keys; the time is added by who hears it. */
export type TerminalEvent = WithoutTime<Told>;
