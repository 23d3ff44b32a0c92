import type {DownloadFailure} from '../domain/download.ts';
import type {SafeText} from '../domain/text.ts';

/** One thing to tell the reader of what is saved. `what` is the output's key. */
export type DownloadNotice =
	| {readonly kind: 'saving'; readonly count: number; readonly what: SafeText}
	| {readonly kind: 'saving-already'; readonly what: SafeText}
	| {readonly kind: 'nothing-to-save'}
	/** All of the run's outputs are saved, or on the way. */
	| {readonly kind: 'all-saved'}
	/** The address is that of a recording, which has no signatures. */
	| {readonly kind: 'no-signature'; readonly what: SafeText}
	/** The path is as it is to be read: the user's own folder is `~`. */
	| {readonly kind: 'output-saved'; readonly what: SafeText; readonly path: SafeText}
	| {readonly kind: 'output-not-saved'; readonly what: SafeText; readonly why: DownloadFailure}
	| {readonly kind: 'saving-stopped'; readonly what: SafeText}
	| {readonly kind: 'nothing-to-stop'}
	/** So many are under way: quitting once more leaves. */
	| {readonly kind: 'downloads-under-way'; readonly count: number};
