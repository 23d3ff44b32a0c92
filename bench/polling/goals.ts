import {
	endDelays,
	firstResponses,
	gapQuantile,
	gaps,
	max,
	maxPerSecond,
	refusedPercent,
	requestsPerSecond,
	settled,
	startDelays,
	usedPercent,
} from './measure.ts';
import type {Goal} from './situation.ts';

export const firstResponse: Goal = {
	what: 'every run polled within',
	unit: 's',
	measure: recording => max(firstResponses(recording)),
};
export const refused: Goal = {
	what: 'refused after 10 s',
	unit: '%',
	measure: recording => refusedPercent(recording, settled(recording)),
};
export const used: Goal = {
	what: 'allowed rate used after 10 s',
	unit: '%',
	measure: recording => usedPercent(recording, settled(recording)),
};
export const gapP99: Goal = {
	what: 'gap p99',
	unit: 's',
	measure: recording => gapQuantile(recording, 0.99),
};
export const gapMedian: Goal = {
	what: 'gap median',
	unit: 's',
	measure: recording => gapQuantile(recording, 0.5),
};
export const gapMax: Goal = {
	what: 'longest gap',
	unit: 's',
	measure: recording => max(gaps(recording)),
};
export const selectedGap: Goal = {
	what: 'selected run, gap p99',
	unit: 's',
	measure: recording => gapQuantile(recording, 0.99, 'selected'),
};
export const inSightGap: Goal = {
	what: 'rows in sight, gap p99',
	unit: 's',
	measure: recording => gapQuantile(recording, 0.99, 'in sight'),
};
export const restGap: Goal = {
	what: 'other runs, gap p99',
	unit: 's',
	measure: recording => gapQuantile(recording, 0.99, 'rest'),
};
export const endSeen: Goal = {
	what: 'slowest end seen',
	unit: 's',
	measure: recording => max(endDelays(recording)),
};
export const startSeen: Goal = {
	what: 'slowest start seen',
	unit: 's',
	measure: recording => max(startDelays(recording)),
};
export const rate: Goal = {
	what: 'requests a second after 10 s',
	unit: '/s',
	measure: recording => requestsPerSecond(recording, settled(recording)),
};
export const peak: Goal = {
	what: 'largest rate in a second',
	unit: '/s',
	measure: recording => maxPerSecond(recording, {from: 0, until: Infinity}),
};
