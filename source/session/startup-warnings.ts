import {isKnownStatus, knownStatuses} from '../api/wire/phase.ts';
import {closestName} from '../core/text/closest-name.ts';
import {echo} from '../config/echo.ts';
import type {MutableEnvironment} from '../config/read-key.ts';
import type {Clock, Instant} from '../core/time/clock.ts';
import {createClockSkewDetector} from '../polling/clock-skew.ts';
import type {Notice} from '../features/notices/notice.ts';
import {takeTlsVariable} from '../config/tls-variable.ts';

/** What is to be said of how the machine is set up. */
export type StartupWarnings = {
	/** Takes the service's own time with each answer. */
	readonly serviceTime: (serviceTime: Instant) => void;
	/** From now on tells what there is to say, each once; soon, and never before this returned. */
	tellBy(report: (notice: Notice) => void): void;
};

/** Looks at the environment, at the status that is looked for, and at the service's clock as soon as it is known. */
export function startupWarnings(
	env: MutableEnvironment,
	clock: Clock,
	status: string | null,
): StartupWarnings {
	const listener = Promise.withResolvers<(notice: Notice) => void>();

	function say(notice: Notice): void {
		void listener.promise.then(report => {
			report(notice);
		});
	}

	if (takeTlsVariable(env)) {
		say({kind: 'still-verifying'});
	}

	if (status !== null && !isKnownStatus(status)) {
		const meant = closestName(status.toLowerCase(), knownStatuses);
		say({kind: 'unknown-status', status: echo(status), meant, known: knownStatuses});
	}

	return {
		serviceTime: createClockSkewDetector(clock, ahead => {
			say({kind: 'clock-skew', ahead});
		}),
		tellBy(report) {
			listener.resolve(report);
		},
	};
}
