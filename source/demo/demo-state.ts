import type {Clock, Duration, Instant} from '../core/time/clock.ts';
import type {Phase} from '../core/execution.ts';
import {phaseAt} from './execution.ts';
import type {RunScript, Scenario, WorkflowScript} from './script.ts';
import {timelineOf, type DemoTimeline} from './timeline.ts';

export type DemoRun = {
	readonly script: RunScript;
	readonly timeline: DemoTimeline;
	readonly createdAt: Instant;
};

/** The state of the demo service. `runs` has the order of the scenario; `now` is the service's clock. */
export type DemoState = {
	readonly runs: ReadonlyMap<string, DemoRun>;
	readonly workflows: ReadonlyMap<string, WorkflowScript>;
	readonly elapsed: () => Duration;
	readonly now: () => Instant;
};

/** Creates the state of a scenario. Throws a `RangeError` if a script lacks the node at which its run fails. */
export function createDemoState(scenario: Scenario, clock: Clock): DemoState {
	const startedAt = clock.now();
	const epoch = scenario.epoch ?? startedAt;
	const elapsed = () => clock.now() - startedAt;
	return {
		runs: new Map(
			scenario.runs.map(script => [
				script.id,
				{script, timeline: timelineOf(script), createdAt: epoch + script.createdAt},
			]),
		),
		workflows: new Map(scenario.runs.map(({workflow}) => [workflow.id, workflow])),
		elapsed,
		now: () => epoch + elapsed(),
	};
}

/** Returns whether the run order has been created. */
export function isPlaced(run: DemoRun, now: Instant): boolean {
	return run.createdAt <= now;
}

/** Returns whether the engine knows the run. Before, the service responds that the task is not found. */
export function isAccepted(run: DemoRun, now: Instant): boolean {
	return now >= run.createdAt + (run.script.unknownFor ?? 0);
}

export function demoPhaseOf(run: DemoRun, now: Instant): Exclude<Phase, 'other'> {
	return phaseAt(run.timeline, now - run.createdAt);
}
