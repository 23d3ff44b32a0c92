import type {SafeText} from '../domain/text.ts';

/** One thing to tell the reader, as data; `messages` makes the sentence of it. */
export type Notice =
	| {readonly kind: 'copied'; readonly what: SafeText}
	| {readonly kind: 'opened'; readonly what: SafeText}
	/** It could not be opened (no display, no opener), so it was copied instead. */
	| {readonly kind: 'copied-instead'; readonly what: SafeText; readonly why: SafeText}
	| {readonly kind: 'effect-failed'; readonly why: SafeText}
	| {readonly kind: 'added'; readonly count: number; readonly already: number}
	| {readonly kind: 'dropped'; readonly what: SafeText}
	| {readonly kind: 'paused'}
	| {readonly kind: 'resumed'}
	| {readonly kind: 'polling-now'}
	| {readonly kind: 'no-hit'; readonly text: SafeText}
	| {readonly kind: 'nothing-to-open'};
