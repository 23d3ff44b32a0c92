import type {MutableEnvironment} from '../config/read-key.ts';
import type {Clock, Instant} from '../domain/clock.ts';
import {skewTeller} from '../poll/skew.ts';
import type {Notice} from '../state/notice.ts';
import {takeTlsVariable} from './tls-variable.ts';

/** What is to be said of how the machine is set up. */
export type Remarks = {
	/** Takes the service's own time with each answer. */
	readonly serviceTime: (serviceTime: Instant) => void;
	/** From now on tells what there is to say, each once; soon, and never before this returned. */
	tellBy(tell: (notice: Notice) => void): void;
};

/** Looks at the environment, and at the service's clock as soon as it is known. */
export function remarks(env: MutableEnvironment, clock: Clock): Remarks {
	const listener = Promise.withResolvers<(notice: Notice) => void>();

	function say(notice: Notice): void {
		void listener.promise.then(tell => {
			tell(notice);
		});
	}

	if (takeTlsVariable(env)) {
		say({kind: 'still-verifying'});
	}

	return {
		serviceTime: skewTeller(clock, ahead => {
			say({kind: 'clock-skew', ahead});
		}),
		tellBy(tell) {
			listener.resolve(tell);
		},
	};
}
