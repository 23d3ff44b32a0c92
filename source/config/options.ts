import type {Duration} from '../core/time/clock.ts';
import type {Money} from '../core/money/money.ts';
import type {RunOrderId} from '../core/run.ts';
import type {ThemeName} from '../ui/theme/theme-name.ts';
import type {Language} from '../i18n/language.ts';

/** The languages that sentences are written in, as `--lang` takes them. */
export const languages: readonly Language[] = ['zh', 'en'];

/** When a watch without a screen ends: every run is final, one run is, or one failed (or all are final). */
export const untilConditions = ['all', 'any', 'first-failure'] as const;
export type UntilCondition = (typeof untilConditions)[number];

/** How the program shows what it knows: the screen, or one event a line for machines or for people. */
export type Mode = 'screen' | 'json' | 'plain';

/** What the program may do to the terminal around its screen. */
export type SignalSettings = {
	/** Shows the counts of the run states in the window title. */
	readonly title: boolean;
	/** The terminal's own progress bar, where it is known to have one. */
	readonly progress: boolean;
	/** A notification when a run ends and the window has no focus. */
	readonly notify: boolean;
	/** The bell, where the terminal is not known to have notifications. */
	readonly bell: boolean;
};

/** Everything that the command line and the environment decide, checked. The key is not here: see `readKey`. */
export type Options = {
	/** The runs to watch, each once, in the order in which they were named. */
	readonly ids: readonly RunOrderId[];
	/** Whether more ids come from standard input (`-`). With a screen, keys are then read from the terminal itself. */
	readonly idsFromInput: boolean;
	/** Only runs of this workflow, or with this status in the service's word, are looked for; null is any. */
	readonly workflow: string | null;
	readonly status: string | null;
	/** Pause between two polls of a running run. */
	readonly interval: Duration;
	/** Requests in flight at once, over all runs. */
	readonly concurrency: number;
	/** Where the API is: https, or http to a loopback address. It has neither user info nor a query. */
	readonly baseUrl: URL;
	/** Whether somebody named the base URL, so that it is worth showing. */
	readonly baseUrlGiven: boolean;
	/** The file that holds the key, if the environment does not. */
	readonly apiKeyFile: string | null;
	readonly demo: boolean;
	/** The file for the responses of the API; it does not exist yet. */
	readonly record: string | null;
	/** The folder for the outputs of every ended run; null: outputs are saved only by command. */
	readonly download: string | null;
	/** The recording that is watched instead of a service. */
	readonly replay: string | null;
	/** How many times faster than it was a recording is played; infinite is as fast as can be. */
	readonly speed: number;
	readonly mode: Mode;
	/** Ask every run once, report, leave. Never with a screen. */
	readonly once: boolean;
	/** Whether a watch without a screen that finds no run is a success. */
	readonly allowEmpty: boolean;
	readonly until: UntilCondition;
	/** What the session is not to cost more than without a warning; null is no matter. */
	readonly budget: Money | null;
	/** When to give up, counted from the start; null is never. */
	readonly timeout: Duration | null;
	/** Whether the screen closes by itself when every run is final. */
	readonly exitWhenDone: boolean;
	readonly language: Language;
	/** `never` where a colour must not be written; with `auto` the terminal's own abilities decide. */
	readonly color: 'auto' | 'never';
	/** Whether only ASCII glyphs are drawn. */
	readonly ascii: boolean;
	readonly theme: ThemeName;
	readonly signals: SignalSettings;
	/** Whether clicks and the wheel are taken from the start. */
	readonly mouse: boolean;
	/** Whether what moves by itself is to do so seldom, and nothing rings or glows around the screen. */
	readonly calm: boolean;
	/** Whether to print lines for a screen reader instead of drawing a screen. */
	readonly screenReader: boolean;
};
