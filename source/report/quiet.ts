import {hasEnded} from '../core/run.ts';
import type {EventTable, ReportEvent} from './event.ts';

/** Returns whether `--quiet` keeps an event: everything but the log as JSON; ends, failures and problems as plain lines. */
export function isKeptQuiet(event: ReportEvent, format: 'json' | 'plain'): boolean {
	return format === 'json' ? event.event !== 'log' : keptInPlain[event.event](event as never);
}

const keep = () => true;
const drop = () => false;

const keptInPlain: EventTable<boolean> = {
	start: drop,
	// A later change, such as of the cost, is not another end.
	run: ({run, before}) => hasEnded(run) && (before === null || !hasEnded(before)),
	order: drop,
	log: drop,
	output: drop,
	'outputs-cut': keep,
	download: drop,
	'download-failed': keep,
	error: keep,
	problem: keep,
	balance: drop,
	alert: keep,
	end: keep,
};
