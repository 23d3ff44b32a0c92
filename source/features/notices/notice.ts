import type {Duration} from '../../core/time/clock.ts';
import type {Money} from '../../core/money/money.ts';
import type {DownloadNotice} from '../outputs/download/state.ts';
import type {StorageProblem} from '../../core/saved-state.ts';
import type {SafeText} from '../../core/text/text.ts';
import type {Setting} from '../settings/state.ts';

/** Why an address could not be opened: the desktop is on another machine, there is none, no program for it, or it failed. */
export type CannotOpen = 'remote' | 'no-display' | 'no-opener' | 'failed';

/** Why a file could not be written: no space left, a folder that may not be written to, or what the system calls it. */
export type CannotSave =
	{readonly kind: 'full' | 'forbidden'} | {readonly kind: 'other'; readonly code: SafeText};

/** What is wrong with the ids that come from standard input. */
export type InputTrouble =
	/** Lines like this one, counted from 1, are no ids; only the first is told. */
	| {readonly kind: 'bad-line'; readonly line: number; readonly text: SafeText}
	/** No more ids come; `why` is the system's own code. */
	| {readonly kind: 'input-unreadable'; readonly why: SafeText};

/** Broken lines of a file of a recording: how many, and the numbers of the first. */
export type BrokenFile = {
	readonly file: SafeText;
	readonly numbers: readonly number[];
	readonly count: number;
};

/** One thing to tell the reader, as data; `messages` makes the sentence of it. */
export type Notice =
	| InputTrouble
	| DownloadNotice
	/** `by` is the program that has it in the machine's clipboard; null: the terminal was asked to take it. */
	| {readonly kind: 'copied'; readonly what: SafeText; readonly by: string | null}
	/** Too long for the terminal, and no clipboard of the machine to put it in. */
	| {readonly kind: 'not-copied'; readonly what: SafeText}
	/** So many log entries were copied, see `copied`. */
	| {readonly kind: 'log-copied'; readonly entries: number; readonly by: string | null}
	/** So many bytes are more than the terminal takes, and there is no clipboard of the machine. */
	| {readonly kind: 'log-not-copied'; readonly entries: number; readonly bytes: number}
	/** The path is as it is to be read: the user's own folder is `~`. */
	| {readonly kind: 'log-saved'; readonly entries: number; readonly path: SafeText}
	| {readonly kind: 'log-not-saved'; readonly why: CannotSave}
	| {readonly kind: 'no-log'}
	/** There is a log, but the filters let nothing of it through. */
	| {readonly kind: 'nothing-shown'; readonly purpose: 'show' | 'save' | 'copy'}
	/** There is no such program as the pager. */
	| {readonly kind: 'no-pager'; readonly command: SafeText}
	/** The pager ended with another code than zero, or by a signal: then the code is null. */
	| {readonly kind: 'pager-failed'; readonly command: SafeText; readonly code: number | null}
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
	/** The key would ask the service for something, and this is a recording. */
	| {readonly kind: 'not-in-replay'}
	/** The file cannot be written any more, by the system's code. */
	| {readonly kind: 'recording-stopped'; readonly why: SafeText}
	/** Lines of the recording that is played are broken. */
	| {readonly kind: 'broken-lines'; readonly files: readonly BrokenFile[]}
	| {readonly kind: 'no-hit'; readonly text: SafeText}
	/** The text that is read has nothing of the kind. */
	| {readonly kind: 'not-in-text'; readonly text: SafeText}
	/** The search went on from the other end. */
	| {readonly kind: 'wrapped'; readonly to: 'start' | 'end'}
	| {readonly kind: 'no-error'}
	/** No entry of the log is of a node; or the one under the cursor is not. */
	| {readonly kind: 'no-node'}
	| {readonly kind: 'no-node-here'}
	| {readonly kind: 'node-only'; readonly node: SafeText}
	| {readonly kind: 'nothing-unread'}
	/** What was typed is no place in a log. */
	| {readonly kind: 'no-goal'; readonly text: SafeText}
	/** The selected run neither failed nor was canceled. */
	| {readonly kind: 'no-failure'}
	| {readonly kind: 'notifications'; readonly on: boolean}
	| {readonly kind: 'mouse'; readonly on: boolean}
	/** What this session cost is more than was wanted. */
	| {readonly kind: 'budget-passed'; readonly spent: Money; readonly budget: Money}
	/** By how much the service's clock is ahead of this machine's; negative where it is behind. */
	| {readonly kind: 'clock-skew'; readonly ahead: Duration}
	/** The environment asks for certificates not to be verified, and they are. */
	| {readonly kind: 'still-verifying'}
	/** Runs are looked for by a status that is none of the known ones; `meant` is the nearest of those. */
	| {
			readonly kind: 'unknown-status';
			readonly status: SafeText;
			readonly meant: string | null;
			readonly known: readonly string[];
	  }
	/** No command is called like what was typed. */
	| {readonly kind: 'no-command'; readonly text: SafeText}
	/** A setting has another value now, or not, since there is no such value, or not here. */
	| {readonly kind: 'set'; readonly setting: Setting; readonly value: SafeText}
	| {readonly kind: 'not-set'; readonly setting: Setting; readonly value: SafeText}
	/** The account of a profile is watched now; null is that of no profile. */
	| {readonly kind: 'profile'; readonly name: SafeText | null}
	/** The config has no profile to choose from. */
	| {readonly kind: 'no-profiles'}
	/** The profile cannot be used: why, as a sentence. */
	| {readonly kind: 'no-profile'; readonly why: string}
	/** Something is wrong with what is kept between sessions. */
	| {readonly kind: 'storage'; readonly trouble: StorageProblem}
	| {readonly kind: 'nothing-to-open'};
