import {elapsedMs} from '../execution.ts';
import type {RunLog} from '../log/run-log.ts';
import type {Run} from '../run.ts';
import type {Duration, Instant} from '../time/clock.ts';
import {profileParts, type RunProfile} from './run-profile.ts';
import type {ProgressSample, ProgressSamples} from './samples.ts';
import {missRates} from './seconds-range.ts';

const maxLogSamples = 4000;

/** The progress curve comes from the log if this many entries have a percentage; otherwise from the polls. */
const minLogSamples = 4;

/** If this program watched less than this share of a run's duration, no progress curve is computed from the polls. */
const minWatchedForCurve = 0.5;
/** If this program watched less than this share of a run's duration, the longest pause of the run is unknown. */
const minWatchedForPause = 0.8;

/** Summarizes a run for the forecasts of later runs; null if it did not succeed or its duration is unknown. */
export function summarizeRun(
	run: Pick<Run, 'execution' | 'log' | 'progressSamples' | 'history'>,
): RunProfile | null {
	const {execution, log, progressSamples, history} = run;
	const elapsed = execution?.phase === 'succeeded' ? elapsedMs(execution, 0) : null;

	if (execution === null || elapsed === null) {
		return null;
	}

	const {startedAt, terminalAt} = execution;
	const end = terminalAt === null ? {} : {endedAt: terminalAt};

	// The curve and the forecasts of a stalled run do not apply to other runs.
	if (history.stalledMs > 0) {
		const seconds = Math.max(0, elapsed - history.stalledMs) / 1000;
		return {seconds, curve: null, longestIdleSec: null, ...end};
	}

	const missed = startedAt === null ? null : missRates(history.shownForecasts, startedAt + elapsed);
	const logged = samplesOfLog(log);
	const samples =
		logged.length >= minLogSamples
			? logged
			: history.watchedMs >= minWatchedForCurve * elapsed
				? progressSamples
				: [];
	return {
		seconds: elapsed / 1000,
		curve: startedAt === null || elapsed <= 0 ? null : curveOf(samples, startedAt, elapsed),
		longestIdleSec:
			history.watchedMs >= minWatchedForPause * elapsed ? history.longestIdleMs / 1000 : null,
		...end,
		...(missed === null ? {} : {missed}),
	};
}

function curveOf(
	samples: ProgressSamples,
	start: Instant,
	length: Duration,
): readonly number[] | null {
	const inside = samples.filter(({at}) => at >= start && at <= start + length);

	if (inside.length === 0) {
		return null;
	}

	const path = [
		{at: start, percent: 0},
		...withoutLosses(inside),
		{at: start + length, percent: 100},
	];
	return Array.from({length: profileParts - 1}, (_, index) => {
		const moment = start + (length * (index + 1)) / profileParts;
		const at = path.findLastIndex(sample => sample.at <= moment);
		const from = path[at] ?? {at: start, percent: 0};
		const to = path[at + 1] ?? from;
		// A long time between two samples counts as a pause at `from`.
		const isPause = to.at - from.at > length / profileParts;
		const share = isPause || to === from ? 0 : (moment - from.at) / (to.at - from.at);
		return Math.round(10 * (from.percent + (to.percent - from.percent) * share)) / 10;
	});
}

/** Lowers each percentage to the minimum of all later ones. So progress that the run later lost does not count. */
function withoutLosses(samples: ProgressSamples): ProgressSamples {
	let least = 100;
	return samples
		.toReversed()
		.map(({at, percent}) => {
			least = Math.min(least, percent);
			return {at, percent: least};
		})
		.toReversed();
}

function samplesOfLog({entries}: RunLog): ProgressSamples {
	const step = Math.max(1, Math.ceil(entries.length / maxLogSamples));
	const samples: ProgressSample[] = [];

	for (let index = 0; index < entries.length; index += step) {
		const entry = entries[index];

		if (
			entry !== undefined &&
			entry.at !== null &&
			entry.progressPercent !== null &&
			entry.at >= (samples.at(-1)?.at ?? entry.at)
		) {
			samples.push({at: entry.at, percent: entry.progressPercent});
		}
	}

	return samples;
}
