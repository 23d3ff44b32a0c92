import type {Duration} from '../core/time/clock.ts';
import type {Money} from '../core/money/money.ts';
import type {RunOrderId} from '../core/run.ts';
import type {ThemeName} from '../ui/theme/theme-name.ts';
import type {Language} from '../i18n/language.ts';

export const languages: readonly Language[] = ['zh', 'en'];

/** Conditions that end a watch without a screen. `first-failure`: a run has failed, or all have ended. */
export const untilConditions = ['all', 'any', 'first-failure'] as const;
export type UntilCondition = (typeof untilConditions)[number];

/** The form of the output: a screen, or one event per line, for programs (`json`) or for people (`plain`). */
export type Mode = 'screen' | 'json' | 'plain';

/** The signals that the terminal may show outside of the screen. */
export type SignalSettings = {
	/** Whether the window title shows the number of runs in each state. */
	readonly title: boolean;
	readonly progress: boolean;
	/** Whether to notify the user when a run ends while the window has no focus. */
	readonly notify: boolean;
	/** Whether to ring the bell if the terminal does not support notifications. */
	readonly bell: boolean;
};

/** The validated options of the program. They do not include the API key. */
export type Options = {
	/** The runs to watch, in the order of the command line, without duplicates. */
	readonly ids: readonly RunOrderId[];
	/** Whether standard input contains more ids (argument `-`). Keys then come from the terminal device. */
	readonly idsFromInput: boolean;
	readonly workflow: string | null;
	/** The status that the search finds; null for all. May be a status that this program does not know. */
	readonly status: string | null;
	/** The pause between two polls of a running run. */
	readonly interval: Duration;
	readonly concurrency: number;
	/** The base URL of the API. Uses https, or http for a loopback address. Has no user info and no query. */
	readonly baseUrl: URL;
	/** Whether an option or a variable set the base URL. Only then, the command to resume repeats it. */
	readonly baseUrlGiven: boolean;
	readonly demo: boolean;
	/** The file into which API responses are recorded; null without recording. */
	readonly record: string | null;
	/** The folder for the outputs of all runs that end. If null, only a command saves outputs. */
	readonly download: string | null;
	readonly replay: string | null;
	/** The speed of the replay as a multiple of real time. `Infinity` plays without pauses. */
	readonly speed: number;
	readonly mode: Mode;
	/** Whether each run is polled once and the program then exits. False with a screen. */
	readonly once: boolean;
	/** Whether the exit code is 0 if no run is found. Applies only without a screen. */
	readonly allowEmpty: boolean;
	readonly until: UntilCondition;
	/** The cost at which the program warns the user; null for no limit. */
	readonly budget: Money | null;
	readonly timeout: Duration | null;
	readonly exitWhenDone: boolean;
	readonly language: Language;
	/** `auto`: the capabilities of the terminal decide whether the screen has colors. */
	readonly color: 'auto' | 'never';
	readonly ascii: boolean;
	readonly theme: ThemeName;
	readonly signals: SignalSettings;
	readonly mouse: boolean;
	/** Reduces motion: updates times in steps, and disables the terminal's bell and progress bar. */
	readonly calm: boolean;
	/** Prints lines for a screen reader instead of drawing a screen. */
	readonly screenReader: boolean;
};
