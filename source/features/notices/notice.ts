import type {Duration} from '../../core/time/clock.ts';
import type {Money} from '../../core/money/money.ts';
import type {DownloadNotice} from '../outputs/download/state.ts';
import type {StorageProblem} from '../../core/saved-state.ts';
import type {SafeText} from '../../core/text/text.ts';
import type {Setting} from '../settings/state.ts';

/** `remote`: the desktop is on another machine; `no-opener`: no program opens it; `failed`: the program failed. */
export type CannotOpen = 'remote' | 'no-display' | 'no-opener' | 'failed';

/** `full`: no space left; `forbidden`: no permission; `code`: the system's error code. */
export type CannotSave =
	{readonly kind: 'full' | 'forbidden'} | {readonly kind: 'other'; readonly code: SafeText};

/** Errors in the ids from standard input. */
export type InputTrouble =
	/** The first line that is not an id; lines are counted from 1. */
	| {readonly kind: 'bad-line'; readonly line: number; readonly text: SafeText}
	/** `why`: the system's error code. */
	| {readonly kind: 'input-unreadable'; readonly why: SafeText};

/** Broken lines of a recording file: their count, and the numbers of the first ones. */
export type BrokenFile = {
	readonly file: SafeText;
	readonly numbers: readonly number[];
	readonly count: number;
};

/** A message for the user as data; `messages` formats it. */
export type Notice =
	| InputTrouble
	| DownloadNotice
	/** `by`: the clipboard program; null: sent to the terminal, which does not confirm it. */
	| {readonly kind: 'copied'; readonly what: SafeText; readonly by: string | null}
	/** Too long for the terminal, and this machine has no clipboard. */
	| {readonly kind: 'not-copied'; readonly what: SafeText}
	/** `by` as in `copied`. */
	| {readonly kind: 'log-copied'; readonly entries: number; readonly by: string | null}
	/** `bytes` is too long for the terminal, and this machine has no clipboard. */
	| {readonly kind: 'log-not-copied'; readonly entries: number; readonly bytes: number}
	/** `path` as displayed: the home folder is `~`. */
	| {readonly kind: 'log-saved'; readonly entries: number; readonly path: SafeText}
	| {readonly kind: 'log-not-saved'; readonly why: CannotSave}
	| {readonly kind: 'no-log'}
	/** The filters hide all entries. */
	| {readonly kind: 'nothing-shown'; readonly purpose: 'show' | 'save' | 'copy'}
	/** The pager does not exist. */
	| {readonly kind: 'no-pager'; readonly command: SafeText}
	/** The pager's exit code; null: ended by a signal. */
	| {readonly kind: 'pager-failed'; readonly command: SafeText; readonly code: number | null}
	| {readonly kind: 'opened'; readonly what: SafeText}
	/** It cannot be opened here, so its address was copied. */
	| {readonly kind: 'copied-instead'; readonly what: SafeText; readonly why: CannotOpen}
	/** The address is not safe to open. */
	| {readonly kind: 'refused'; readonly what: SafeText}
	| {readonly kind: 'added'; readonly count: number; readonly already: number}
	| {readonly kind: 'dropped'; readonly what: SafeText}
	| {readonly kind: 'paused'}
	| {readonly kind: 'resumed'}
	| {readonly kind: 'polling-now'}
	/** The command needs the service, and this is a recording. */
	| {readonly kind: 'not-in-replay'}
	/** `why`: the system's error code. */
	| {readonly kind: 'recording-stopped'; readonly why: SafeText}
	/** In the recording that is played. */
	| {readonly kind: 'broken-lines'; readonly files: readonly BrokenFile[]}
	| {readonly kind: 'no-hit'; readonly text: SafeText}
	/** The search in a text output has no hit. */
	| {readonly kind: 'not-in-text'; readonly text: SafeText}
	/** The search continued from the other end. */
	| {readonly kind: 'wrapped'; readonly to: 'start' | 'end'}
	| {readonly kind: 'no-error'}
	/** `no-node`: no log entry has a node; `no-node-here`: the one at the cursor has none. */
	| {readonly kind: 'no-node'}
	| {readonly kind: 'no-node-here'}
	| {readonly kind: 'node-only'; readonly node: SafeText}
	| {readonly kind: 'nothing-unread'}
	/** The typed text is not a place in a log. */
	| {readonly kind: 'no-goal'; readonly text: SafeText}
	| {readonly kind: 'no-failure'}
	| {readonly kind: 'notifications'; readonly on: boolean}
	| {readonly kind: 'mouse'; readonly on: boolean}
	| {readonly kind: 'budget-passed'; readonly spent: Money; readonly budget: Money}
	/** How far the service's clock is ahead of the local one; negative: behind. */
	| {readonly kind: 'clock-skew'; readonly ahead: Duration}
	/** The environment disables the verification of certificates; this is ignored. */
	| {readonly kind: 'still-verifying'}
	/** An option names an unknown status; `meant` is the closest known one. */
	| {
			readonly kind: 'unknown-status';
			readonly status: SafeText;
			readonly meant: string | null;
			readonly known: readonly string[];
	  }
	| {readonly kind: 'no-command'; readonly text: SafeText}
	/** `not-set`: the value is unknown or not available here. */
	| {readonly kind: 'set'; readonly setting: Setting; readonly value: SafeText}
	| {readonly kind: 'not-set'; readonly setting: Setting; readonly value: SafeText}
	/** Null: without a profile. */
	| {readonly kind: 'profile'; readonly name: SafeText | null}
	/** The config has no profiles. */
	| {readonly kind: 'no-profiles'}
	/** The profile cannot be used; `why` is a sentence. */
	| {readonly kind: 'no-profile'; readonly why: string}
	/** Saved data cannot be read or written. */
	| {readonly kind: 'storage'; readonly trouble: StorageProblem}
	| {readonly kind: 'nothing-to-open'};
