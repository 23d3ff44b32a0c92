import type {Duration} from '../core/time/clock.ts';
import type {Money} from '../core/money/money.ts';
import type {RunOrderId} from '../core/run.ts';
import type {ThemeName} from '../ui/theme/theme-name.ts';
import type {Language} from '../i18n/language.ts';

export const languages: readonly Language[] = ['zh', 'en'];

/** The end of a watch without a screen: all runs are final, any run is final, or one failed (or all are final). */
export const untilConditions = ['all', 'any', 'first-failure'] as const;
export type UntilCondition = (typeof untilConditions)[number];

/** The output: a screen, or one event per line, for machines (`json`) or people (`plain`). */
export type Mode = 'screen' | 'json' | 'plain';

/** The signals that the terminal may show outside the screen. */
export type SignalSettings = {
	/** The counts of the run states in the window title. */
	readonly title: boolean;
	/** The terminal's own progress bar, if it has one. */
	readonly progress: boolean;
	/** A notification when a run ends while the window has no focus. */
	readonly notify: boolean;
	/** The bell, if the terminal has no notifications. */
	readonly bell: boolean;
};

/** The validated options. The API key is not one of them. */
export type Options = {
	/** The runs to watch, without duplicates, in the order of the command line. */
	readonly ids: readonly RunOrderId[];
	/** Whether more ids come from standard input (`-`). Keys are then read from the terminal itself. */
	readonly idsFromInput: boolean;
	/** Narrows the search for runs; null for any. */
	readonly workflow: string | null;
	/** Narrows the search for runs; may be a status that this program does not know. Null for any. */
	readonly status: string | null;
	/** Pause between two polls of a running run. */
	readonly interval: Duration;
	/** Requests in flight at once, over all runs. */
	readonly concurrency: number;
	/** The base URL of the API: https, or http to a loopback address; without user info or a query. */
	readonly baseUrl: URL;
	/** Whether an option or a variable set the base URL. The printed command to resume repeats it only then. */
	readonly baseUrlGiven: boolean;
	readonly demo: boolean;
	/** The file to create for the responses of the API. */
	readonly record: string | null;
	/** The folder for the outputs of each run that ends; null: outputs are saved only by command. */
	readonly download: string | null;
	/** The file of the recording to play. */
	readonly replay: string | null;
	/** Relative to the recording; `Infinity` is unlimited. */
	readonly speed: number;
	readonly mode: Mode;
	/** Polls each run once, reports and exits. Never with a screen. */
	readonly once: boolean;
	/** Whether finding no run is a success. Without a screen only. */
	readonly allowEmpty: boolean;
	readonly until: UntilCondition;
	/** The cost above which the session warns; null for none. */
	readonly budget: Money | null;
	/** The maximum duration of the watch; null for none. */
	readonly timeout: Duration | null;
	/** Closes the screen when all runs are final. */
	readonly exitWhenDone: boolean;
	readonly language: Language;
	/** With `auto`, the capabilities of the terminal decide. */
	readonly color: 'auto' | 'never';
	readonly ascii: boolean;
	readonly theme: ThemeName;
	readonly signals: SignalSettings;
	readonly mouse: boolean;
	/** Less motion: times update in steps, and the terminal's bell and progress bar are off. */
	readonly calm: boolean;
	/** Prints lines for a screen reader instead of drawing a screen. */
	readonly screenReader: boolean;
};
