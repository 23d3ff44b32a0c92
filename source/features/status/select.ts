import {isNoLongerPolled} from '../../core/run.ts';
import type {State} from '../../store/state.ts';

export type StatusModel = Readonly<ReturnType<typeof selectStatus>>;

export function selectStatus({service, runs, priorities, paused, denied, replay}: State) {
	const polled = [...runs.values()].filter(run => !isNoLongerPolled(run));
	const visible = new Set(priorities.inSight);
	const inSight = polled.filter(({id}) => visible.has(id)).length;
	return {
		service,
		runs: {inSight, others: polled.length - inSight, notPolled: runs.size - polled.length},
		paused,
		denied,
		inReplay: replay !== null,
	};
}
