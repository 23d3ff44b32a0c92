import type {Duration} from '../core/time/clock.ts';
import type {Money} from '../core/money/money.ts';
import type {RunOrderId} from '../core/run.ts';
import type {ThemeName} from '../ui/theme/theme-name.ts';
import type {Language} from '../i18n/language.ts';

/** The values of `--lang`. */
export const languages: readonly Language[] = ['zh', 'en'];

/** When a watch without a screen ends: all runs are final, any run is, or one has failed (or all are final). */
export const untilConditions = ['all', 'any', 'first-failure'] as const;
export type UntilCondition = (typeof untilConditions)[number];

/** The form of the output: the screen, or one event per line, for machines (`json`) or people (`plain`). */
export type Mode = 'screen' | 'json' | 'plain';

/** What the program may do to the terminal around its screen. */
export type SignalSettings = {
	/** Shows the counts of the run states in the window title. */
	readonly title: boolean;
	/** Uses the terminal's own progress bar if it is known to have one. */
	readonly progress: boolean;
	/** Sends a notification when a run ends while the window has no focus. */
	readonly notify: boolean;
	/** Rings the bell if the terminal is not known to have notifications. */
	readonly bell: boolean;
};

/** The validated options of the command line and the environment. `readKey` reads the key. */
export type Options = {
	/** The runs to watch, each once, in the order in which they were named. */
	readonly ids: readonly RunOrderId[];
	/** Whether more ids come from standard input (`-`). With a screen, keys are then read from the terminal itself. */
	readonly idsFromInput: boolean;
	/** Searches only for runs of this workflow and with this status, as the service names it; null for any. */
	readonly workflow: string | null;
	readonly status: string | null;
	/** Pause between two polls of a running run. */
	readonly interval: Duration;
	/** Requests in flight at once, over all runs. */
	readonly concurrency: number;
	/** The base URL of the API: https, or http to a loopback address; without user info or a query. */
	readonly baseUrl: URL;
	/** Whether an option or a variable set the base URL, not the config. The printed command to resume repeats it then. */
	readonly baseUrlGiven: boolean;
	/** The file that holds the key, if the environment does not. */
	readonly apiKeyFile: string | null;
	readonly demo: boolean;
	/** The file for the responses of the API; it does not exist yet. */
	readonly record: string | null;
	/** The folder for the outputs of every ended run; null: outputs are saved only by command. */
	readonly download: string | null;
	/** The recording to play instead of watching the service. */
	readonly replay: string | null;
	/** The speed of the replay, relative to the recording; `Infinity` is unlimited. */
	readonly speed: number;
	readonly mode: Mode;
	/** Polls each run once, reports and exits. Never with a screen. */
	readonly once: boolean;
	/** Whether a watch without a screen that finds no run is a success. */
	readonly allowEmpty: boolean;
	readonly until: UntilCondition;
	/** The session warns if it costs more; null for no budget. */
	readonly budget: Money | null;
	/** The maximum duration of the watch; null for none. */
	readonly timeout: Duration | null;
	/** Whether the screen closes when all runs are final. */
	readonly exitWhenDone: boolean;
	readonly language: Language;
	/** With `auto`, the capabilities of the terminal decide. */
	readonly color: 'auto' | 'never';
	/** Whether only ASCII glyphs are drawn. */
	readonly ascii: boolean;
	readonly theme: ThemeName;
	readonly signals: SignalSettings;
	/** Whether the program receives clicks and the wheel from the start. */
	readonly mouse: boolean;
	/** Whether to move little: times update in steps, and the bell and the progress bar of the terminal are off. */
	readonly calm: boolean;
	/** Whether to print lines for a screen reader instead of drawing a screen. */
	readonly screenReader: boolean;
};
