import type {SafeText} from '../domain/text.ts';

/** Why an address could not be opened: the desktop is on another machine, there is none, no program for it, or it failed. */
export type CannotOpen = 'remote' | 'no-display' | 'no-opener' | 'failed';

/** One thing to tell the reader, as data; `messages` makes the sentence of it. */
export type Notice =
	/** `by` is the program that has it in the machine's clipboard; null: the terminal was asked to take it. */
	| {readonly kind: 'copied'; readonly what: SafeText; readonly by: string | null}
	/** Too long for the terminal, and no clipboard of the machine to put it in. */
	| {readonly kind: 'not-copied'; readonly what: SafeText}
	| {readonly kind: 'opened'; readonly what: SafeText}
	/** There is nothing to open it with, so its address was copied instead. */
	| {readonly kind: 'copied-instead'; readonly what: SafeText; readonly why: CannotOpen}
	/** Its address is not one that may be opened. */
	| {readonly kind: 'refused'; readonly what: SafeText}
	| {readonly kind: 'added'; readonly count: number; readonly already: number}
	| {readonly kind: 'dropped'; readonly what: SafeText}
	| {readonly kind: 'paused'}
	| {readonly kind: 'resumed'}
	| {readonly kind: 'polling-now'}
	| {readonly kind: 'no-hit'; readonly text: SafeText}
	| {readonly kind: 'nothing-to-open'};
