import type {Duration} from '../core/time/clock.ts';
import {parseDuration} from '../core/time/duration.ts';
import {compareMoney, noMoney, parseMoney, type Money} from '../core/money/money.ts';
import type {Messages} from '../i18n/index.ts';
import {readBaseUrl} from './base-url.ts';
import {quoteInput} from './quote-input.ts';
import {optionTable, type ValueName} from './option-table.ts';
import type {Options} from './options.ts';
import {WrongUsage} from './wrong-usage.ts';

type Usage = Messages['usage'];

/** In seconds. A shorter interval would flood the service; with one above the maximum, a timer would not wait at all. */
export const minInterval = 0.2;
export const maxInterval = 86_400;
export const maxConcurrency = 64;
const minSpeed = 0.1;
const maxSpeed = 1000;
/** A timer cannot wait for more than 24 days, and fires at once instead. */
const maxTimeout: Duration = 500 * 3_600_000;

// Each of these reads the value of one option (undefined where it was not given) and throws `WrongUsage`.

/** Milliseconds between two polls. */
export function parseInterval(given: string | undefined, usage: Usage): Duration {
	const text = given ?? fallbackOf('interval');
	const seconds = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;

	if (!(seconds >= minInterval && seconds <= maxInterval)) {
		throw new WrongUsage(usage.wrong.interval(quoteInput(text), minInterval, maxInterval));
	}

	return Math.round(seconds * 1000);
}

/** Requests in flight at once. */
export function parseConcurrency(given: string | undefined, usage: Usage): number {
	const text = given ?? fallbackOf('concurrency');
	const count = /^\d+$/.test(text) ? Number(text) : Number.NaN;

	if (!(count >= 1 && count <= maxConcurrency)) {
		throw new WrongUsage(usage.wrong.concurrency(quoteInput(text), maxConcurrency));
	}

	return count;
}

/** Milliseconds until the program gives up; null without the option. */
export function parseTimeout(given: string | undefined, usage: Usage): Duration | null {
	if (given === undefined) {
		return null;
	}

	const timeout = parseDuration(given);

	if (timeout === null || timeout <= 0 || timeout > maxTimeout) {
		throw new WrongUsage(usage.wrong.timeout(quoteInput(given)));
	}

	return timeout;
}

/** The budget in CNY; null without the option. */
export function parseBudget(given: string | undefined, usage: Usage): Money | null {
	if (given === undefined) {
		return null;
	}

	const budget = /^\d+(\.\d+)?$/.test(given) ? parseMoney(given) : null;

	if (budget === null || compareMoney(budget, noMoney) <= 0) {
		throw new WrongUsage(usage.wrong.budget(quoteInput(given)));
	}

	return budget;
}

/** The speed of the replay relative to the recording; `Infinity` for `max`. */
export function parseSpeed(given: string | undefined, usage: Usage): number {
	const text = given ?? fallbackOf('speed');
	const speed = text === 'max' ? Infinity : /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : 0;

	if (speed !== Infinity && !(speed >= minSpeed && speed <= maxSpeed)) {
		throw new WrongUsage(usage.wrong.speed(quoteInput(text), minSpeed, maxSpeed));
	}

	return speed;
}

/** The folder of `--download`; null without the option. */
export function parseFolder(given: string | undefined, usage: Usage): string | null {
	if (given?.trim() === '') {
		throw new WrongUsage(usage.wrong.emptyFolder);
	}

	return given ?? null;
}

/** One of the allowed values; undefined without the option. */
export function pickChoice<Choice extends string>(
	name: ValueName,
	given: string | undefined,
	choices: readonly Choice[],
	usage: Usage,
): Choice | undefined {
	const choice = choices.find(candidate => candidate === given);

	if (given !== undefined && choice === undefined) {
		throw new WrongUsage(usage.wrong.notAChoice(`--${name}`, quoteInput(given), choices));
	}

	return choice;
}

/** The option takes precedence over the variable; an empty variable counts as not set. */
export function pickBaseUrl(
	option: string | undefined,
	variable: string | undefined,
	usage: Usage,
): Pick<Options, 'baseUrl' | 'baseUrlGiven'> {
	const given = option ?? (variable === '' ? undefined : variable);
	const url = readBaseUrl(given ?? fallbackOf('base-url'));

	if (!(url instanceof URL)) {
		const source = option === undefined ? 'CHENYU_BASE_URL' : '--base-url';
		throw new WrongUsage(usage.wrongBaseUrl[url](source));
	}

	return {baseUrl: url, baseUrlGiven: given !== undefined};
}

/** The default value of an option; empty if there is none. */
export function fallbackOf(name: ValueName): string {
	const option = optionTable.find(candidate => candidate.name === name);
	return option?.kind === 'value' ? (option.fallback ?? '') : '';
}
