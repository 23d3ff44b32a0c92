import type {Clock, Duration, Instant} from '../core/time/clock.ts';
import type {Phase} from '../core/execution.ts';
import {phaseAt} from './execution.ts';
import type {RunScript, Scenario, WorkflowScript} from './script.ts';
import {timelineOf, type DemoTimeline} from './timeline.ts';

/** A run of the scenario in the service's time. */
export type WorldRun = {
	readonly script: RunScript;
	readonly timeline: DemoTimeline;
	readonly createdAt: Instant;
};

/** A started scenario: the runs in its order, the workflows, and the time of the service. */
export type DemoState = {
	readonly runs: ReadonlyMap<string, WorldRun>;
	readonly workflows: ReadonlyMap<string, WorkflowScript>;
	/** How long the service has been running, by the wall clock. */
	readonly elapsed: () => Duration;
	/** The time of the service. */
	readonly now: () => Instant;
};

/** Starts a scenario at the current time of the clock. Throws a `RangeError` if the scenario is inconsistent. */
export function startWorld(scenario: Scenario, clock: Clock): DemoState {
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

/** Whether the order was already placed. */
export function isPlaced(run: WorldRun, now: Instant): boolean {
	return run.createdAt <= now;
}

/** Whether the engine has accepted the run. */
export function isAccepted(run: WorldRun, now: Instant): boolean {
	return now >= run.createdAt + (run.script.unknownFor ?? 0);
}

export function demoPhaseOf(run: WorldRun, now: Instant): Exclude<Phase, 'other'> {
	return phaseAt(run.timeline, now - run.createdAt);
}
