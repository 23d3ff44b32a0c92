import {isKnownStatus, knownStatuses} from '../api/wire/phase.ts';
import {closestName} from '../core/text/closest-name.ts';
import {quoteInput} from '../config/quote-input.ts';
import type {MutableEnvironment} from '../config/find-key.ts';
import type {Clock, Instant} from '../core/time/clock.ts';
import {createClockSkewDetector} from '../polling/clock-skew.ts';
import type {Notice} from '../store/notice.ts';
import {takeTlsVariable} from '../config/tls-variable.ts';

export type StartupWarnings = {
	/** Call it with the time in each response's `Date` header. */
	readonly onServerDate: (serviceTime: Instant) => void;
	/** Calls `report` once for each warning, including earlier ones, but not before this method has returned. */
	onWarning(report: (notice: Notice) => void): void;
};

/** Checks the environment, the `--status` filter and the server's clock. */
export function startupWarnings(
	env: MutableEnvironment,
	clock: Clock,
	status: string | null,
): StartupWarnings {
	const listener = Promise.withResolvers<(notice: Notice) => void>();

	function warn(notice: Notice): void {
		void listener.promise.then(report => {
			report(notice);
		});
	}

	if (takeTlsVariable(env)) {
		warn({kind: 'still-verifying'});
	}

	if (status !== null && !isKnownStatus(status)) {
		const meant = closestName(status.toLowerCase(), knownStatuses);
		warn({kind: 'unknown-status', status: quoteInput(status), meant, known: knownStatuses});
	}

	return {
		onServerDate: createClockSkewDetector(clock, ahead => {
			warn({kind: 'clock-skew', ahead});
		}),
		onWarning(report) {
			listener.resolve(report);
		},
	};
}
