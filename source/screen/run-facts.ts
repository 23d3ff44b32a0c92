import type {Instant} from '../domain/clock.ts';
import {elapsedMs, formatDuration} from '../domain/duration.ts';
import {forecast} from '../domain/forecast.ts';
import {isFinal, isSettled, type Run} from '../domain/run.ts';
import {bar} from './bar.ts';
import {blank, joinLines, span, toneLine, type Line} from './line.ts';
import type {Look} from './look.ts';
import {problemWords} from './problem-words.ts';
import {stateWord} from './run-state.ts';
import {briefDuration} from './units.ts';

/** From these widths of the list on there is room for a bar, for words besides the glyphs, for both. */
const roomForBar = 28;
const roomForWords = 40;
const roomForBoth = 50;

/** What the age of stale data takes from the rest. */
const roomForAge = 12;

/**
 * What the row of a run tells at its end: the most telling fact of its state, and when it is stale its age and why.
 * `width` is that of the list.
 */
export function runFacts(run: Run, now: Instant, width: number, look: Look): Line {
	const {feed} = run;

	if (feed.problem === null || isSettled(run)) {
		return stateFact(run, now, width, look);
	}

	const age = feed.answeredAt === null ? '' : briefDuration(now - feed.answeredAt, look);
	const reason = width >= roomForWords || age === '' ? problemWords(feed.problem, look) : '';
	const mark = [age, reason].filter(text => text !== '').join(' ');
	return joinLines(
		[
			run.execution === null
				? []
				: toneLine(stateFact(run, now, width - roomForAge, look), 'muted'),
			[span(`${look.glyphs.stale}${mark}`, 'warn')],
		],
		blank(1),
	);
}

function stateFact(run: Run, now: Instant, width: number, look: Look): Line {
	const {execution, feed} = run;
	const word = stateWord(run, look);

	if (execution === null) {
		return [word];
	}

	if (feed.gaveUp !== null && !isFinal(execution.phase)) {
		return [span(look.messages.screen.gaveUp[feed.gaveUp].word, 'warn')];
	}

	const words: Line = width >= roomForWords ? [word] : [];

	switch (execution.phase) {
		case 'queued': {
			const position = execution.queue?.position ?? null;
			const {queueSec} = forecast(run, now);
			const place = position === null ? '' : `#${position}`;
			const wait = queueSec === null ? '' : `~${briefDuration(queueSec * 1000, look)}`;
			const told = [place, wait].filter(text => text !== '').join(' ');
			return told === '' ? [word] : joinLines([words, [span(told)]], blank(2));
		}

		case 'running': {
			const percent = execution.progressPercent;

			if (percent === null) {
				return [word];
			}

			const cells = width >= roomForBoth ? 8 : width >= roomForBar ? 5 : 0;
			return joinLines(
				[
					width >= roomForBoth ? [word] : [],
					[span(`${Math.floor(percent)}%`.padStart(4))],
					bar(percent, cells, look.glyphs, 'running'),
				],
				blank(1),
			);
		}

		case 'succeeded': {
			const elapsed = elapsedMs(execution, now);
			return elapsed === null
				? [word]
				: joinLines([words, [span(formatDuration(elapsed))]], blank(2));
		}

		case 'failed':
		case 'canceled': {
			const elapsed = elapsedMs(execution, now);
			return width < roomForWords || elapsed === null
				? [word]
				: joinLines([[word], [span(formatDuration(elapsed))]], blank(2));
		}

		case 'other': {
			return [word];
		}
	}
}
