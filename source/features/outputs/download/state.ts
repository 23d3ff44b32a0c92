import type {DownloadFailure} from '../../../core/output/download.ts';
import type {SafeText} from '../../../core/text/text.ts';

/** Notices about downloads. `what` is the output's key. */
export type DownloadNotice =
	| {readonly kind: 'saving'; readonly count: number; readonly what: SafeText}
	| {readonly kind: 'saving-already'; readonly what: SafeText}
	| {readonly kind: 'nothing-to-save'}
	/** The key works only in the outputs pane. */
	| {readonly kind: 'key-of-outputs'; readonly key: string}
	| {readonly kind: 'all-saved'}
	/** A recording has no signed addresses. */
	| {readonly kind: 'no-signature'; readonly what: SafeText}
	/** `path` has `~` for the home folder. */
	| {readonly kind: 'output-saved'; readonly what: SafeText; readonly path: SafeText}
	| {readonly kind: 'output-saved-before'; readonly what: SafeText; readonly path: SafeText}
	/** For a batch; `missing` outputs are not saved. */
	| {
			readonly kind: 'outputs-saved';
			readonly saved: number;
			readonly missing: number;
			readonly folder: SafeText;
	  }
	| {readonly kind: 'output-not-saved'; readonly what: SafeText; readonly why: DownloadFailure}
	| {readonly kind: 'saving-stopped'; readonly what: SafeText}
	| {readonly kind: 'nothing-to-stop'}
	/** Quitting again exits while `count` downloads are active. */
	| {readonly kind: 'downloads-under-way'; readonly count: number};
